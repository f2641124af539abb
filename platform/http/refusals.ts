import { ORPCError } from '@orpc/server'

export type RefusalData = {
  /** Machine-readable, stable: `handover_already_answered`. */
  reason: string
  /** Problems by field, as dotted paths. */
  fields?: Record<string, string>
  [more: string]: unknown
}

/** An expected refusal: a person or program asked for something that can't be had. Faults are thrown as plain errors. */
export class Refusal extends ORPCError<string, RefusalData> {}

const refusal =
  (code: string, status: number) =>
  (reason: string, message: string, more: Omit<RefusalData, 'reason'> = {}) =>
    new Refusal(code, { status, message, data: { reason, ...more } })

export const unauthorized = refusal('UNAUTHORIZED', 401)
export const forbidden = refusal('FORBIDDEN', 403)
export const notFound = refusal('NOT_FOUND', 404)
export const conflict = refusal('CONFLICT', 409)
/** With `fields`, the form on the screen puts each message beside its field. */
export const invalid = refusal('UNPROCESSABLE_CONTENT', 422)
export const tooMany = refusal('TOO_MANY_REQUESTS', 429)

import { ORPCError } from '@orpc/client'

/** A refusal or fault as a screen needs it. */
export type Problem = {
  /** Stable and machine-readable: `handover_already_answered`; `offline` and `fault` are ours. */
  reason: string
  /** A sentence for people. */
  message: string
  status: number
  /** Problems by field, as dotted paths. */
  fields: Record<string, string>
}

type Issue = { message?: unknown; path?: unknown }
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** oRPC's own input check answers with zod issues; they are problems by field too. */
function fieldsOf(data: Record<string, unknown>): Record<string, string> {
  const fields: Record<string, string> = {}
  if (isRecord(data.fields))
    for (const [path, text] of Object.entries(data.fields)) fields[path] = String(text)
  if (Array.isArray(data.issues))
    for (const issue of data.issues as Issue[])
      if (Array.isArray(issue.path)) fields[issue.path.join('.')] = String(issue.message ?? 'Not valid')
  return fields
}

/** How browsers say that the file of a screen did not come; they call that a TypeError as well. */
const notLoaded = /dynamically imported module|importing a module script/i
const unreached = 'The server could not be reached.'

/** No answer came: nobody knows whether the request arrived. */
class NotReached extends Error {
  constructor(cause: unknown) {
    super(unreached, { cause })
  }
}

/**
 * Fetches, to the last byte; a request without a whole answer fails as one, and not as a fault of the code around it, which is
 * a TypeError too.
 */
export async function reach(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    const answer = await fetch(...request)
    return answer.body ? new Response(await answer.blob(), answer) : answer
  } catch (error) {
    throw error instanceof TypeError ? new NotReached(error) : error
  }
}

/** Reads whatever a call threw. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError) {
    const data: Record<string, unknown> = isRecord(error.data) ? error.data : {}
    const reason = typeof data.reason === 'string' ? data.reason : error.code.toLowerCase()
    return { reason, message: error.message, status: error.status, fields: fieldsOf(data) }
  }
  if (error instanceof NotReached || (error instanceof TypeError && notLoaded.test(error.message)))
    return { reason: 'offline', message: unreached, status: 0, fields: {} }
  const message = error instanceof Error ? error.message : String(error)
  return { reason: 'fault', message, status: 500, fields: {} }
}

/** One sentence for a toast or an error state. */
export const problemText = (error: unknown): string => problemOf(error).message

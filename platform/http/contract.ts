import { oc } from '@orpc/contract'
import { z } from 'zod'

/** What an endpoint needs to be called, and what of the screens it changes. */
export type EndpointMeta = {
  /** The permission (workspace/members/contract lists them), or `anyone` for the few that need no sign-in. */
  may: string
  /** A second permission that it needs as well, as a file of people needs that of seeing people. */
  also?: string
  /** Topics told to open browsers after the commit, as `contacts`. */
  touches?: readonly string[]
  /** What each of `records` or `edits` may be, where they are judged one by one: the description of the API names it. */
  records?: z.ZodType
  /** Its answer holds a secret: for whoever asks again it is kept sealed. */
  secret?: true
  /** How the act reads in the change log, as "Contact edited". */
  label?: string
}

/** Begins an endpoint of a contract: `endpoint('contacts.read').route({ method: 'GET', path: '/contacts' })…`. */
export const endpoint = (may: string, more: Omit<EndpointMeta, 'may'> = {}) =>
  oc.$meta<EndpointMeta>({ may, ...more })

export const id = z.uuid()
/** Instants travel as Date in the browser protocol and as RFC 3339 text in the REST API. */
export const instant = z.coerce.date()
/** Whole minor units (cents) of the currency named beside it. */
export const minor = z.number().int().min(-9e15).max(9e15)
export const currency = z.string().regex(/^[A-Z]{3}$/)
/** A time zone by its name, also by a newer or older one than this platform lists: browsers differ in which they say. */
export const zone = z
  .string()
  .max(64)
  .refine((name) => isZone(name), 'Unknown time zone')
/** A local calendar day, `2026-11-24`. */
export const day = z.iso.date()
/** One line of text: trimmed, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(
      (text) => ![...text].some((char) => char < ' ' || char === '\u007f'),
      'No line breaks or control characters',
    )
/** Several lines of text; NUL can't be stored. */
export const prose = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000'), 'No NUL characters')

/** Keyset paging: `cursor` is opaque, from the page before. */
export const pageInput = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
export const page = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: z.string().nullable() })
/** Told of a list: what changed since then, and up to five minutes before, as it may have been in the making. */
export const sinceInput = { updated_since: instant.optional() }
/** To keep a copy: from when on, or where the page before ended; with neither all there is. */
export const changesInput = {
  ...sinceInput,
  cursor: pageInput.cursor,
  limit: z.coerce.number().int().min(1).max(1000).default(200),
}
/** Records by the order of their latest changes, each once; `next` goes on from there, today or in a month. */
export const changes = <T extends z.ZodType>(row: T) =>
  z.object({
    rows: z.array(row),
    /** Deleted, merged into another, or out of reach since. */
    gone: z.array(z.object({ id, at: instant, mergedInto: id.nullable() })),
    next: z.string(),
    /** Whether there is more already. */
    more: z.boolean(),
  })
/** Many records in one call; each is judged on its own, so their shape is in the endpoint's `records`. */
export const batchInput = z.object({
  records: z
    .array(z.unknown())
    .min(1, 'Send at least one record')
    .max(1000, 'At most 1,000 records a call; send the rest in another'),
  /** The key of an own field that takes each value only once: by its value a record without an `id` is known. */
  by: z.string().max(63).optional(),
})
const problemShape = z.object({
  status: z.number().int(),
  code: z.string(),
  title: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
})
/** The answer of an act that can be undone: the operation to name when undoing it. */
export const done = z.object({ operationId: z.uuid().nullable() })
/** What became of each record, in the order sent; of one that is refused nothing is done, and the others are kept. */
export const batchDone = done.extend({
  created: z.number().int(),
  updated: z.number().int(),
  refused: z.number().int(),
  rows: z.array(
    z.object({
      index: z.number().int(),
      is: z.enum(['created', 'updated', 'refused']),
      id: id.nullable(),
      problem: problemShape.nullable(),
    }),
  ),
})

/** An offset such as `+05:30` is no zone, and the database would read its sign the other way round. */
function isZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false // the platform throws for a zone it does not know: that is the answer
  }
}

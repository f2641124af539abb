import { DateTime } from 'luxon'
import { Refusal } from './refusals.ts'

/** As we write them: a day and a time of day. Luxon reads weeks, bare times and names of zones too, the database does not. */
const instantForm =
  /^(?!0000)\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?$/
const isInstant = (text: string) => instantForm.test(text) && DateTime.fromISO(text.replace(' ', 'T')).isValid
const isWithin = (text: string, most: bigint) =>
  /^-?\d{1,19}$/.test(text) && BigInt(text) <= most && BigInt(text) >= -most

/** What can stand in a cursor, as the database reads it; an `instant` is one of the calendar, never infinite. */
const kinds = {
  uuid: (text: string) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text),
  text: (text: string) => !text.includes('\0'),
  int: (text: string) => isWithin(text, 2n ** 31n - 1n),
  /** So many rows were shown already. */
  count: (text: string) => /^\d/.test(text) && isWithin(text, 2n ** 31n - 1n),
  bigint: (text: string) => isWithin(text, 2n ** 63n - 1n),
  /** Too small for a double is refused by the database as well as too large. */
  float8: (text: string) =>
    /^-?[\d.]+(e[+-]?\d+)?$/i.test(text) &&
    Number.isFinite(Number(text)) &&
    (Number(text) !== 0 || /^[-0.]+(e|$)/i.test(text)),
  timestamptz: (text: string) => /^-?infinity$/.test(text) || isInstant(text),
  instant: isInstant,
  date: (text: string) =>
    text === 'infinity' || (/^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid),
}
type Kind = keyof typeof kinds
/** With a question mark: or null. */
export type CursorKind = Kind | `${Kind}?`
type Decoded<All extends readonly CursorKind[]> = {
  -readonly [At in keyof All]: All[At] extends `${string}?` ? string | null : string
}

/** A keyset cursor: the sort values and id of the last row of a page, opaque to callers. */
export const encodeCursor = (values: (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** Refuses a cursor that was forged or cut, or belongs to another order. */
export const badCursor = () =>
  new Refusal('BAD_REQUEST', {
    status: 400,
    message: 'This page address is not valid any more. Start the list again.',
    data: { reason: 'bad_cursor' },
  })

/** The values inside a cursor as texts, each of the kind that is wanted there: what the database can't read is refused. */
export function decodeCursor<const All extends readonly CursorKind[]>(
  cursor: string,
  ...wanted: All
): Decoded<All> {
  const values = valuesIn(cursor)
  if (values.length !== wanted.length) throw badCursor()
  return wanted.map((kind, at) => {
    const value = values[at]
    if (value === null && kind.endsWith('?')) return null
    const text = typeof value === 'number' ? String(value) : value
    if (typeof text !== 'string' || !kinds[kind.replace('?', '') as Kind](text)) throw badCursor()
    return text
  }) as Decoded<All>
}

function valuesIn(cursor: string): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values)) return values
  } catch {
    // fall through: whatever it was, it is no cursor of ours
  }
  throw badCursor()
}

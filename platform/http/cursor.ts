import { invalid } from './refusals.ts'

/** A keyset cursor: the sort values and id of the last row of a page, opaque to callers. */
export const encodeCursor = (values: (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** The values inside a cursor; a forged or cut one is a refusal. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === length && values.every(isKey)) return values
  } catch {
    // fall through: whatever it was, it is no cursor of ours
  }
  throw invalid('bad_cursor', 'This page address is not valid any more. Start the list again.')
}

const isKey = (value: unknown) => value === null || typeof value === 'string' || typeof value === 'number'

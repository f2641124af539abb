import type { Db } from '#platform/db'
import { conflict } from '#platform/http'
import { whoChanged } from '#workspace/audit'
import { fieldsOf, isSame, relatedNames } from '#workspace/fields'

export type Was = Readonly<Record<string, string | number | boolean | string[] | null>>

/** A value as people call it: a member and a related record by their name. */
async function wordsFor(
  db: Db,
  table: string,
  name: string,
  value: NonNullable<Was[string]>,
): Promise<string> {
  const own = name.startsWith('custom.')
    ? (await fieldsOf(db)).find((it) => `custom.${it.key}` === name && it.record === table)
    : null
  if (own?.relatesTo) {
    const [related] = await relatedNames(db, own.relatesTo, [String(value)])
    return related?.name ?? ''
  }
  return [value]
    .flat()
    .map((one) => own?.options.find((it) => it.value === one)?.label ?? String(one))
    .join(', ')
}

/**
 * Refuses a change whose maker saw another value than what is there now: somebody was faster. Says who it was. Values
 * by the names that the change has them under, custom ones as `custom.key`.
 */
export async function refuseMeanwhile(
  db: Db,
  was: Was | undefined,
  now: Was,
  of: { table: string; id: string; column: (field: string) => string },
): Promise<void> {
  for (const [field, seen] of Object.entries(was ?? {})) {
    const value = now[field] ?? null
    if (isSame(value, seen ?? null)) continue
    const last = field.startsWith('custom.')
      ? null
      : await whoChanged(db, { table: of.table, rowId: of.id, column: of.column(field) })
    const who = last?.by ?? 'Somebody'
    const what =
      value === null ? 'emptied it' : `changed it to “${await wordsFor(db, of.table, field, value)}”`
    throw conflict('changed_meanwhile', `${who} ${what} meanwhile. Edit it again to overwrite that.`, {
      field,
      value,
      by: last?.by ?? null,
      at: last?.at.toISOString() ?? null,
    })
  }
}

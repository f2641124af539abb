import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import type { ChangeWords, LoggedRow, ReadChange } from '#platform/registry'

export type Names = (db: Db, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
type Column = {
  label: string
  kind?: ReadChange['kind']
  /** What ids or words of a list are called. */
  called?: Names
  /** Written freely, and so maybe about one person. */
  isFree?: true
}
export type Columns = Readonly<Record<string, Column>>
const gone = 'one that is gone'

/** How changes of a record's table read: its columns by their labels; those without one are not told of. */
export const wordsOfColumns = (
  record: 'contact' | 'company' | 'deal',
  columns: Columns,
  /** Of amounts, by row; absent: the firm's. */
  currencies?: Names,
): ChangeWords => ({
  table: record,
  read: async (db, rows) => {
    const names = new Map<string, ReadonlyMap<string, string>>()
    for (const [name, { called }] of Object.entries(columns)) {
      const ids = called && [
        ...new Set(rows.flatMap((row) => [value(row, 'before', name), value(row, 'after', name)])),
      ]
      const known = ids?.filter((it) => it !== null)
      if (called && known && known.length > 0) names.set(name, await called(db, known))
    }
    const currencyOf = await currencies?.(
      db,
      rows.map(({ rowId }) => rowId),
    )
    return new Map(
      rows.map((row) => [
        row.seq,
        {
          record,
          recordId: row.rowId,
          fields: Object.entries(columns).flatMap(([name, { label, kind = 'text', called }]) => {
            const say = (text: string | null) =>
              text === null || !called ? text : (names.get(name)?.get(text) ?? gone)
            const [from, to] = [say(value(row, 'before', name)), say(value(row, 'after', name))]
            const currency = kind === 'money' ? (currencyOf?.get(row.rowId) ?? null) : null
            return from === to ? [] : [{ field: name, label, kind, currency, several: false, from, to }]
          }),
        },
      ]),
    )
  },
})

function value(row: LoggedRow, side: 'before' | 'after', name: string): string | null {
  const it = row[side]?.[name]
  return it === null || it === undefined || it === '' ? null : String(it)
}

export const memberNames: Names = async (db, ids) => {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from member where id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Joins the member `m` who did it, also by a key of theirs, to rows of a query that are called `of` and name their actor. */
export const whoseAct = (of: string): RawBuilder<unknown> => sql`
  left join member m on m.workspace_id = ${sql.ref(`${of}.workspace_id`)} and m.id::text = split_part(${sql.ref(`${of}.actor`)}, ':', 2)`

/** Words of a list that never changes. */
export const wordsIn =
  (options: readonly { value: string; label: string }[]): Names =>
  async () =>
    new Map(options.map(({ value, label }) => [value, label]))

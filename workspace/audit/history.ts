import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { LoggedRow, ReadChange, Registry } from '#platform/registry'

type Of = { record: string; id: string }
/** In an act of more changes than these only values that the record still has are looked for among them. */
const mostSearched = 5_000

/** The newest acts that changed a record, before one of them. */
export async function actsOn(
  db: Db,
  { record, id }: Of,
  { before, limit }: { before: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select operation_id as id from change where row_id = ${id}::uuid and table_name = ${record}
      union
      select c.operation_id from field_value v join change c on c.row_id = v.id and c.table_name = 'field_value'
      where v.record_id = ${id}::uuid
    ) act ${before ? sql`where id < ${before}::uuid` : sql``} order by id desc limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** What each of the acts changed of a record and of its own fields, in words; made: the act wrote it down. */
export async function changesOf(
  db: Db,
  { changes }: Pick<Registry, 'changes'>,
  { record, id }: Of,
  acts: readonly string[],
): Promise<Map<string, { made: boolean; fields: ReadChange[] }>> {
  const { rows } = await sql<LoggedRow & { act: string; table: string }>`
    with act as (
      select a as id, (select count(*) from (
        select from change c where c.operation_id = a limit ${mostSearched + 1}) few) <= ${mostSearched} as is_small
      from unnest(${[...acts]}::uuid[]) a
    )
    select c.operation_id as act, c.table_name as table, c.seq, c.row_id as "rowId", c.before, c.after from change c
    where c.operation_id = any(${[...acts]}::uuid[]) and c.row_id = ${id}::uuid and c.table_name = ${record}
    union all
    select c.operation_id, c.table_name, c.seq, c.row_id, c.before, c.after from act join change c on c.operation_id = act.id
    where act.is_small and c.table_name = 'field_value' and (coalesce(c.after, c.before) ->> 'record_id' = ${id}
      or c.row_id in (select v.id from field_value v where v.record_id = ${id}::uuid))
    union all
    select c.operation_id, c.table_name, c.seq, c.row_id, c.before, c.after from field_value v join change c on c.row_id = v.id
    join act on act.id = c.operation_id and not act.is_small
    where v.record_id = ${id}::uuid and c.table_name = 'field_value'
    order by 3`.execute(db)
  const read = await readAll(db, changes, rows)
  return new Map(
    [...Map.groupBy(rows, (row) => row.act)].map(([act, own]) => [
      act,
      {
        made: own.some((row) => row.table === record && row.before === null),
        fields: asOne(own.flatMap((row) => read.get(row.seq)?.fields ?? [])),
      },
    ]),
  )
}

/** What rows of the log say, by the words of their tables; rows of other tables are not among them. */
export async function readAll(
  db: Db,
  words: Registry['changes'],
  rows: readonly (LoggedRow & { table: string })[],
): Promise<Map<number, { record: string; recordId: string; fields: ReadChange[] }>> {
  const read = new Map<number, { record: string; recordId: string; fields: ReadChange[] }>()
  for (const { table, read: reads } of words) {
    const own = rows.filter((row) => row.table === table)
    if (own.length > 0) for (const [seq, said] of await reads(db, own)) read.set(seq, said)
  }
  return read
}

/** Of one field once: several choices stand in a row each, and a value may change twice in an act. */
function asOne(fields: readonly ReadChange[]): ReadChange[] {
  return [...Map.groupBy(fields, ({ field }) => field).values()].flatMap((all) => {
    const [one] = all
    if (!one || all.length === 1) return all
    if (!one.several) return [{ ...one, to: all.at(-1)!.to }]
    const said = (side: 'from' | 'to') => all.flatMap((it) => it[side] ?? []).join(', ') || null
    return [{ ...one, from: said('from'), to: said('to') }]
  })
}

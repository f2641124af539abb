import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { RestoredHook, UndoResult } from '#platform/registry'

/**
 * Rows that the operation changed more than once and that stand otherwise now: a later step of it may look untouched while
 * an earlier one is not, so the row stays as a whole.
 */
export async function overtakenIn(db: Db, operationId: string, table: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with left_as as materialized (
      select c.row_id as id, jsonb_object_agg(a.key, a.value order by c.seq) as after
      from change c cross join lateral jsonb_each(c.after) a
      where c.operation_id = ${operationId} and c.table_name = ${table} and c.after is not null
      group by c.row_id having count(distinct c.seq) > 1
    )
    select l.id from left_as l join ${sql.table(table)} t on t.id = l.id
    where exists (select from jsonb_each(l.after) a where a.value is distinct from to_jsonb(t) -> a.key)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/**
 * What an undo of very many rows would do, by reading alone: which of them stand otherwise than the operation left them. Whose
 * place somebody else has taken meanwhile shows only when it is done.
 */
export async function foreseen(
  db: Db,
  operationId: string,
  hooks: readonly RestoredHook[],
): Promise<UndoResult> {
  const { rows: tables } = await sql<{ table: string; n: number }>`
    select table_name as table, count(distinct row_id)::int as n from change
    where operation_id = ${operationId} group by table_name order by 1`.execute(db)
  const conflicts: UndoResult['conflicts'] = []
  for (const { table } of tables) {
    const ids = await standOtherwise(db, operationId, table)
    const anew = new Set<string>()
    for (const { table: of, computed } of hooks)
      if (of === table && computed && ids.length > 0) for (const id of await computed(db, ids)) anew.add(id)
    conflicts.push(...ids.filter((id) => !anew.has(id)).map((rowId) => ({ table, rowId })))
  }
  return { restored: tables.reduce((sum, { n }) => sum + n, 0) - conflicts.length, conflicts }
}

async function standOtherwise(db: Db, operationId: string, table: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with left_as as materialized (
      select c.row_id as id, (array_agg(c.after is null order by c.seq desc))[1] as is_gone,
             jsonb_object_agg(a.key, a.value order by c.seq) filter (where a.key is not null) as after
      from change c left join lateral jsonb_each(c.after) a on true
      where c.operation_id = ${operationId} and c.table_name = ${table}
      group by c.row_id
    )
    select l.id from left_as l left join ${sql.table(table)} t on t.id = l.id
    where case when l.is_gone then t.id is not null else t.id is null or exists (
      select from jsonb_each(l.after) a where a.value is distinct from to_jsonb(t) -> a.key) end`.execute(db)
  return rows.map(({ id }) => id)
}

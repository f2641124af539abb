import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import type { RestoredHook } from '#platform/registry'

export type UndoResult = { restored: number; conflicts: { table: string; rowId: string }[] }

type Change = {
  seq: number
  table_name: string
  row_id: string
  before: object | null
  after: object | null
  turn: number
}

const mostConflictsListed = 500

/**
 * Puts back what an operation changed, newest change first: a row is restored only where its values are still the ones
 * that the operation left; every other row is a conflict and stays. Runs inside the operation of the undo itself, so an
 * undo can be undone; twice is refused.
 */
export async function undo(
  db: Db,
  operationId: string,
  undoId: string,
  hooks: RestoredHook[],
  now: Date,
): Promise<UndoResult> {
  const operation = await db
    .selectFrom('operation')
    .selectAll()
    .where('id', '=', operationId)
    .forUpdate()
    .executeTakeFirst()
  if (!operation) throw notFound('no_operation', 'This change is not in the log.')
  if (operation.state !== 'done') throw conflict('already_undone', 'This was undone already.')
  const tables = await db
    .selectFrom('change')
    .select('table_name')
    .distinct()
    .where('operation_id', '=', operationId)
    .execute()
  const columns = await columnsOf(
    db,
    tables.map((row) => row.table_name),
  )
  const changes = await sql<Change>`
    select seq, table_name, row_id, before, after, row_number() over (partition by row_id, table_name order by seq desc)::int as turn
    from change where operation_id = ${operationId} order by seq desc`.execute(db)
  const result: UndoResult = { restored: 0, conflicts: [] }
  const touched = new Map<string, Set<string>>()
  for (const group of groups(changes.rows)) {
    const table = group[0]!.table_name
    const done = new Set(await putBack(db, table, columns.get(table) ?? [], group, now))
    result.restored += done.size
    for (const { row_id } of group) if (!done.has(row_id)) result.conflicts.push({ table, rowId: row_id })
    touched.set(table, (touched.get(table) ?? new Set()).union(done))
  }
  await db
    .updateTable('operation')
    .set({ state: 'undone', undone_by: undoId, conflicts: result.conflicts.length })
    .where('id', '=', operationId)
    .execute()
  await db.updateTable('operation').set({ undoes: operationId }).where('id', '=', undoId).execute()
  for (const hook of hooks) {
    const ids = touched.get(hook.table)
    if (ids && ids.size > 0) await hook.run(db, [...ids], now)
  }
  return { restored: result.restored, conflicts: result.conflicts.slice(0, mostConflictsListed) }
}

/** Changes that can be put back by one statement: same table, same kind, same columns, no row twice; newest first. */
function groups(changes: Change[]): Change[][] {
  const made: Change[][] = []
  for (const change of changes) {
    const last = made.at(-1)
    if (last && shapeOf(last[0]!) === shapeOf(change) && last[0]!.turn === change.turn) last.push(change)
    else made.push([change])
  }
  return made
}

const shapeOf = ({ table_name, before, after }: Change) =>
  before && after
    ? `${table_name} ${Object.keys(after).sort().join()}`
    : `${table_name} ${before ? 'deleted' : 'inserted'}`

/** Restores the rows of one group and gives the ids of those that still stood as the operation had left them. */
async function putBack(
  db: Db,
  table: string,
  columns: string[],
  group: Change[],
  now: Date,
): Promise<string[]> {
  const { before, after } = group[0]!
  const rows = JSON.stringify(group.map((it) => ({ id: it.row_id, before: it.before, after: it.after })))
  const given = sql`jsonb_to_recordset(${rows}::jsonb) as c(id uuid, before jsonb, after jsonb)`
  const target = sql.table(table)
  const unchanged = sql`not exists (select from jsonb_each(c.after) a where a.value is distinct from to_jsonb(t) -> a.key)`
  if (before && after) {
    const cols = Object.keys(after).filter((name) => columns.includes(name))
    const sets = sql.join(cols.map((name) => sql`${sql.ref(name)} = r.${sql.ref(name)}`))
    return ids(
      await sql<{ id: string }>`
      update ${target} t set ${sets} from ${given}, jsonb_populate_record(null::${target}, c.before) r
      where t.id = c.id and ${unchanged} returning t.id`.execute(db),
    )
  }
  if (after) {
    if (columns.includes('deleted_at')) {
      return ids(
        await sql<{
          id: string
        }>`update ${target} t set deleted_at = ${now} from ${given} where t.id = c.id and t.deleted_at is null and ${unchanged} returning t.id`.execute(
          db,
        ),
      )
    }
    return ids(
      await sql<{
        id: string
      }>`delete from ${target} t using ${given} where t.id = c.id and ${unchanged} returning t.id`.execute(
        db,
      ),
    )
  }
  const list = sql.join(columns.map((name) => sql.ref(name)))
  const values = sql.join(columns.map((name) => sql`r.${sql.ref(name)}`))
  return ids(
    await sql<{ id: string }>`
    insert into ${target} (${list}) select ${values} from ${given}, jsonb_populate_record(null::${target}, c.before) r
    on conflict do nothing returning id`.execute(db),
  )
}

const ids = (result: { rows: { id: string }[] }) => result.rows.map((row) => row.id)

/** Columns that can be written, by table; the workspace is never among them. */
async function columnsOf(db: Db, tables: string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relname = any (${tables}) and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attname <> 'workspace_id'
    group by c.relname`.execute(db)
  return new Map(rows.map((row) => [row.table, row.columns]))
}

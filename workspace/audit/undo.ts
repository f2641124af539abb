import { type RawBuilder, sql } from 'kysely'
import { type Db, isForeignKeyViolation, isUniqueViolation, unlessTaken } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import { followRows, type RestoredHook, type UndoResult } from '#platform/registry'
import { overtakenIn } from './undo-overtaken.ts'

/** Changes that one statement puts back: same table, same kind, same columns, no row twice; a run without a gap. */
type Group = {
  table: string
  kind: 'inserted' | 'updated' | 'deleted'
  columns: string[]
  from: number
  to: number
  rows: number
}

/** From here on rows are matched as a whole: without statistics of a table that was just filled, a plan would go row by row. */
const manyRows = 1000
/** Each row whose place is taken is found by halving; beyond so many the undo is no undo any more. */
const mostTaken = 500

/**
 * Puts back what an operation changed, newest change first: a row is restored only where its values are still the ones
 * that the operation left and its place is free; every other row is a conflict and stays. Runs inside the operation of the
 * undo itself, so an undo can be undone; twice is refused.
 */
export async function undo(
  db: Db,
  operationId: string,
  undoId: string,
  hooks: readonly RestoredHook[],
  now: Date,
  most = mostTaken,
): Promise<UndoResult> {
  const operation = await db
    .selectFrom('operation')
    .selectAll()
    .where('id', '=', operationId)
    .forUpdate()
    .executeTakeFirst()
  if (!operation) throw notFound('no_operation', 'This change is not in the log.')
  if (operation.state !== 'done') throw conflict('already_undone', 'This was undone already.')
  const groups = await groupsOf(db, operationId)
  if (groups.length === 0)
    throw conflict(
      'nothing_to_undo',
      'Nothing is kept of this by which it could be taken back: what is deleted is kept for 30 days.',
    )
  const columns = await columnsOf(db, [...new Set(groups.map(({ table }) => table))])
  const overtaken = new Map<string, string[]>()
  for (const table of columns.keys()) overtaken.set(table, await overtakenIn(db, operationId, table))
  const [back, stays] = [new Set<string>(), new Map<string, UndoResult['conflicts'][number]>()]
  const stay = (table: string, ids: readonly string[]) => {
    for (const rowId of ids) stays.set(rowId, { table, rowId })
  }
  const touched = new Map<string, string[]>()
  const room = { left: most }
  for (const group of groups) {
    const { table } = group
    await sql`set local enable_nestloop = ${sql.raw(group.rows > manyRows ? 'off' : 'on')}`.execute(db)
    const where = { columns: columns.get(table) ?? [], overtaken: overtaken.get(table) ?? [] }
    const { done, left, taken } = await putBackFree(db, operationId, group, where, { room, hooks, now })
    for (const id of done) back.add(id)
    stay(table, [...left, ...taken])
    touched.set(table, [...(touched.get(table) ?? []), ...done, ...taken])
  }
  await sql`set local enable_nestloop = on`.execute(db)
  for (const [table, ids] of overtaken) stay(table, ids)
  for (const { table, superseded } of hooks)
    if (superseded) stay(table, await superseded(db, touched.get(table) ?? []))
  for (const { table, computed } of hooks) {
    const ids = [...stays.values()].flatMap((it) => (it.table === table ? it.rowId : []))
    if (computed && ids.length > 0) for (const id of await computed(db, ids)) stays.delete(id)
  }
  await db
    .updateTable('operation')
    .set({ state: 'undone', undone_by: undoId, conflicts: stays.size })
    .where('id', '=', operationId)
    .execute()
  await sql`select note_operation()`.execute(db) // also where every row stays
  await db.updateTable('operation').set({ undoes: operationId }).where('id', '=', undoId).execute()
  await followRows(db, hooks, touched, now)
  const restored = [...back].filter((id) => !stays.has(id)).length
  return { restored, conflicts: [...stays.values()] }
}

/** Why an undo can't be, in words, where the database said so. */
export function refusedUndo(error: unknown): unknown {
  if (isForeignKeyViolation(error))
    return conflict('still_used', 'Something rests on it by now. Take that away first.')
  if (!isUniqueViolation(error)) return error
  return conflict('number_taken', 'Something else has taken its number since. Give that another one first.')
}

/** What an operation changed in groups, the newest first; the values stay in the database. */
async function groupsOf(db: Db, operationId: string): Promise<Group[]> {
  const { rows } = await sql<Group>`
    with turned as (
      select seq, table_name,
             case when before is null then 'inserted' when after is null then 'deleted' else 'updated' end as kind,
             case when before is null or after is null then '{}'
               else array(select name from jsonb_object_keys(after) name order by name) end as columns,
             row_number() over (partition by row_id, table_name order by seq desc) as turn
      from change where operation_id = ${operationId}
    ), parted as (
      select *, (table_name, kind, columns, turn) is distinct from
                (lag(table_name) over later, lag(kind) over later, lag(columns) over later, lag(turn) over later) as begins
      from turned window later as (order by seq desc)
    ), grouped as (
      select *, count(*) filter (where begins) over (order by seq desc) as number from parted
    )
    select table_name as table, kind, columns, min(seq) as from, max(seq) as to, count(*) as rows
    from grouped group by number, table_name, kind, columns order by number`.execute(db)
  return rows
}

type Where = { columns: string[]; overtaken: string[] }
type Returned = { done: string[]; left: string[] }

/**
 * Restores a group though another row may meanwhile have what is unique, as a number or the one open place of its kind: it keeps it, and
 * the row that would double it stays. A group is halved until what is refused stands alone. Refused where those are
 * too many.
 */
async function putBackFree(
  db: Db,
  operationId: string,
  group: Group,
  where: Where,
  how: { room: { left: number }; hooks: readonly RestoredHook[]; now: Date },
): Promise<Returned & { taken: string[] }> {
  const { room, hooks, now } = how
  const back = await unlessTaken(db, async () => {
    const put = await putBack(db, operationId, group, where, now)
    await refuseTaken(db, hooks, group, put.done)
    return put
  })
  // Nothing can have been changed in a row that is gone: what is not put in again has its place taken.
  if (back)
    return group.kind === 'deleted' ? { done: back.done, left: [], taken: back.left } : { ...back, taken: [] }
  if (group.from === group.to) {
    if (room.left-- === 0)
      throw conflict(
        'number_taken',
        'Others have the places of many of these by now, as their numbers. Give those others new ones first.',
      )
    const { row_id: id } = await db
      .selectFrom('change')
      .select('row_id')
      .where('operation_id', '=', operationId)
      .where('seq', '=', group.from)
      .executeTakeFirstOrThrow()
    return { done: [], left: [], taken: [id] }
  }
  const middle = Math.floor((group.from + group.to) / 2)
  const later = await putBackFree(db, operationId, { ...group, from: middle + 1 }, where, how)
  const earlier = await putBackFree(db, operationId, { ...group, to: middle }, where, how)
  return {
    done: [...later.done, ...earlier.done],
    left: [...later.left, ...earlier.left],
    taken: [...later.taken, ...earlier.taken],
  }
}

/** What no key of the table says is asked of who knows it. */
async function refuseTaken(
  db: Db,
  hooks: readonly RestoredHook[],
  { table, kind, columns }: Group,
  ids: readonly string[],
): Promise<void> {
  if (kind === 'inserted' || ids.length === 0) return
  for (const { table: of, taken } of hooks)
    if (taken && of === table && (kind === 'deleted' || taken.columns.some((it) => columns.includes(it))))
      await taken.refuse(db, ids)
}

/** Restores the rows of one group that still stand as the operation had left them, and says which do not. */
async function putBack(
  db: Db,
  operationId: string,
  { table, kind, columns: changed, from, to }: Group,
  { columns, overtaken }: Where,
  now: Date,
): Promise<Returned> {
  const target = sql.table(table)
  const given = sql.ref('given')
  const row = sql`to_jsonb(t) - 'workspace_id'`
  const unchanged = sql`(${row} = c.after or not exists (
    select from jsonb_each(c.after) a where a.value is distinct from ${row} -> a.key))`
  const before = sql`jsonb_populate_record(null::${target}, c.before)`
  const names = (list: string[], prefix = sql``) =>
    sql.join(list.map((name) => sql`${prefix}${sql.ref(name)}`))
  const act =
    kind === 'updated'
      ? sql`update ${target} t set ${sql.join(
          changed
            .filter((name) => columns.includes(name))
            .map((name) => sql`${sql.ref(name)} = r.${sql.ref(name)}`),
        )} from ${given} c, ${before} r where t.id = c.id and ${unchanged} returning t.id`
      : kind === 'deleted'
        ? sql`insert into ${target} (${names(columns)}) select ${names(columns, sql`r.`)} from ${given} c, ${before} r
            on conflict do nothing returning id`
        : columns.includes('deleted_at')
          ? sql`update ${target} t set deleted_at = ${now} from ${given} c
              where t.id = c.id and t.deleted_at is null and ${unchanged} returning t.id`
          : sql`delete from ${target} t using ${given} c where t.id = c.id and ${unchanged} returning t.id`
  const these = sql`
    select row_id as id, before, after from change where operation_id = ${operationId} and seq between ${from} and ${to}
      and row_id <> all(${overtaken}::uuid[])`
  if (kind === 'inserted' && table === 'member')
    await letGo(db, sql`select t.id from ${target} t join (${these}) c on t.id = c.id where ${unchanged}`)
  const { rows } = await sql<{ id: string; done: boolean }>`
    with given as materialized (${these}), done as (${act}) select c.id, d.id is not null as done from ${given} c left join done d on d.id = c.id`.execute(
    db,
  )
  return {
    done: rows.filter(({ done }) => done).map(({ id }) => id),
    left: rows.filter(({ done }) => !done).map(({ id }) => id),
  }
}

/**
 * What lies in the bin holds no member: deals of a file that was taken back don't keep its sellers. Brought back from there
 * they belong to nobody.
 */
async function letGo(db: Db, members: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ held: string; by: string }>`
    select c.relname as held, a.attname as by
    from pg_constraint f join pg_class c on c.oid = f.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(f.conkey) and a.attname <> 'workspace_id'
    where f.contype = 'f' and f.confrelid = 'member'::regclass and not a.attnotnull
      and exists (select from pg_attribute d where d.attrelid = c.oid and d.attname = 'deleted_at')
    order by 1, 2`.execute(db)
  for (const { held, by } of rows)
    await sql`
      update ${sql.table(held)} set ${sql.ref(by)} = null where deleted_at is not null and ${sql.ref(by)} in (${members})`.execute(
      db,
    )
}

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

/** What the rows are called that have a name and are within reach. */
export async function named(db: Db, rows: UndoResult['conflicts']) {
  const names = new Map<string, string>()
  const { rows: called } = await sql<{ table: string }>`
    select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'name'
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${rows.map(({ table }) => table)}::text[])`.execute(
    db,
  )
  for (const { table } of called) {
    const ids = rows.filter((row) => row.table === table).map(({ rowId }) => rowId)
    const { rows: found } = await sql<{ id: string; name: string }>`
      select id, name from ${sql.table(table)} where id = any(${ids}::uuid[])`.execute(db)
    for (const { id, name } of found) names.set(id, name)
  }
  return rows.map((row) => ({ ...row, name: names.get(row.rowId) ?? null }))
}

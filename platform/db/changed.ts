import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.ts'

/** What one asker numbers: what is left over is numbered by who asks next. */
const mostNumbered = 5000

export type ChangedRecord = {
  id: string
  number: number
  at: Date
  isThere: boolean
  /** The record that stays, where two were one and whoever asks may see it. */
  mergedInto: string | null
}
/** Whose records are seen by whom a part is shown. */
export type Reach = { members: string[]; unowned: boolean }

/**
 * Records of a kind in the order in which changes of them became visible, each once, at its latest change. Whoever goes on
 * after the last number misses nothing, however late a transaction commits. Of what cannot be seen only those are told that
 * it is gone who see everything, or whose it was.
 */
export async function changedRecords(
  db: Db,
  it: {
    record: 'contact' | 'company' | 'deal'
    /** Which rows of the table are living. */
    living: RawBuilder<unknown>
    merges: boolean
    after: number
    since: Date | null
    most: number
    reach: Reach | undefined
  },
): Promise<{ records: ChangedRecord[]; more: boolean }> {
  const left = await numberChanges(db, it.record)
  const row = sql.ref(it.record)
  const of = (column: string) => sql.ref(`${it.record}.${column}`)
  const merged = it.merges
    ? sql`(select w.id from ${row} w where w.workspace_id = ${of('workspace_id')} and w.id = ${of('merged_into')})`
    : sql`null::uuid`
  const known = it.reach ? sql`(${of('id')} is not null or ${wasTheirs(it.record, it.reach)})` : sql`true`
  const { rows } = await sql<ChangedRecord>`
    select c.record_id as id, c.number, c.at, ${of('id')} is not null and ${it.living} as "isThere", ${merged} as "mergedInto"
    from changed_record c left join ${row} on ${of('workspace_id')} = c.workspace_id and ${of('id')} = c.record_id
    where c.record = ${it.record} and c.number > ${it.after}
      ${it.since ? sql`and c.at >= ${it.since}` : sql``} and ${known}
    order by c.number limit ${it.most + 1}`.execute(db)
  return { records: rows.slice(0, it.most), more: left || rows.length > it.most }
}

/** Of a record that is out of reach or gone for good: whether the log says that it was within reach before. */
const wasTheirs = (table: string, { members, unowned }: Reach) => sql`exists (
  select from change h where h.workspace_id = c.workspace_id and h.row_id = c.record_id and h.table_name = ${table}
    and h.before ? 'owner_id' and (h.before ->> 'owner_id' = any(${members}::text[])
      ${unowned ? sql`or h.before ->> 'owner_id' is null` : sql``}))`

/** Numbers committed changes, one asker of a firm at a time until its commit; tells whether some are left. */
async function numberChanges(db: Db, record: string): Promise<boolean> {
  const isNew = sql`record = ${record} and number is null`
  const some = await sql`select from changed_record where ${isNew} limit 1`.execute(db)
  if (some.rows.length === 0) return false
  await sql`insert into change_number (last) values (0) on conflict do nothing`.execute(db)
  const { last } = await db.selectFrom('change_number').select('last').forUpdate().executeTakeFirstOrThrow()
  // What is being changed this moment is locked and comes with its commit: nobody waits for anybody's work.
  const { rows } = await sql<{ id: string }>`
    select record_id as id from changed_record where ${isNew} order by at, record_id limit ${mostNumbered}
    for update skip locked`.execute(db)
  if (rows.length === 0) return false
  await sql`
    update changed_record c set number = n.number
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((_, n) => last + n + 1)}::bigint[]) as n (id, number)
    where c.record_id = n.id`.execute(db)
  await db
    .updateTable('change_number')
    .set({ last: last + rows.length })
    .execute()
  return rows.length === mostNumbered
}

/** Notes records that came in with `baton.noted_later`: programs hear of them from this commit on. */
export async function noteRecords(
  db: Db,
  record: 'contact' | 'company' | 'deal',
  ids: readonly string[],
): Promise<void> {
  await sql`select note_changed_records(${[...ids]}::uuid[], ${record})`.execute(db)
}

/** How long before its time a change may have begun that was committed after it. */
const marginMs = 300_000

/** From when on whoever says a time is told: also what was in the making then. */
export const withMargin = (since: Date): Date => new Date(Math.max(since.getTime() - marginMs, 0))

/** For lists: that a row was changed since then. */
export const changedSince = (record: 'contact' | 'company' | 'deal', since: Date): RawBuilder<unknown> => sql`
  exists (select from changed_record c where c.workspace_id = ${sql.ref(`${record}.workspace_id`)}
    and c.record_id = ${sql.ref(`${record}.id`)} and c.at >= ${withMargin(since)})`

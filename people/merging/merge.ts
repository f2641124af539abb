import { sql } from 'kysely'
import { refuseCircles, untangle } from '#people/companies'
import { passSubjects, returnSubjects } from '#people/identity'
import { beginStanding } from '#people/standing'
import { uuidv7 } from '#platform/clock'
import { beyondReach, type Db, refusedAsTaken } from '#platform/db'
import { conflict, invalid, notFound } from '#platform/http'
import { contactNews } from '#platform/pump'
import { followRows, type RestoredHook, type UndoResult } from '#platform/registry'
import { undo } from '#workspace/audit'
import { heldByOthers } from '#workspace/fields'
import { type Reference, references } from './catalog.ts'
import { takeValues } from './taking.ts'

export type MergeRecord = 'contact' | 'company'

/**
 * Makes one record of two: everything living that points at the loser points at the winner afterwards, as each column's
 * comment in the catalog says, so that a table added tomorrow is merged without a line here. History does not move; it
 * speaks of subjects. Audited tables are brought back by undoing the operation, the others by `merge_move`. Whoever sees
 * both may merge them, and then all of the loser's moves: what a colleague keeps on it can't stay with a record that is no more.
 */
export async function merge(
  db: Db,
  it: {
    record: MergeRecord
    winnerId: string
    loserId: string
    take: string[]
    operationId: string
    actor: string
    restored: readonly RestoredHook[]
  },
  now: Date,
): Promise<string> {
  if (it.winnerId === it.loserId) throw invalid('same_record', 'These are the same record already.')
  await lockBoth(db, it.record, it.winnerId, it.loserId)
  return beyondReach(db, () => makeOne(db, it, now))
}

async function makeOne(db: Db, it: Parameters<typeof merge>[1], now: Date): Promise<string> {
  const mergeId = uuidv7(now)
  await db
    .insertInto('merge')
    .values({
      id: mergeId,
      record: it.record,
      winner_id: it.winnerId,
      loser_id: it.loserId,
      choices: JSON.stringify(it.take),
      operation_id: it.operationId,
      actor: it.actor,
      at: now,
    })
    .execute()
  if (it.record === 'contact') {
    await endClashingLeads(db, it.winnerId, it.loserId, now)
    await passSubjects(db, it, now)
  } else await untangle(db, { ...it, now })
  const touched = new Map([[it.record as string, [it.winnerId, it.loserId]]])
  for (const reference of await references(db, it.record)) {
    const moved = await moveReference(db, reference, mergeId, it, now)
    touched.set(reference.table, [...(touched.get(reference.table) ?? []), ...moved])
  }
  await takeValues(db, it, now)
  if (it.record === 'company') await refuseCircles(db, [it.winnerId])
  const table = sql.table(it.record)
  await sql`update ${table} set merged_into = ${it.winnerId}, changed_at = ${now} where id = ${it.loserId}`.execute(
    db,
  )
  await followRows(db, it.restored, touched, now)
  return mergeId
}

/**
 * Takes a merge apart again. What was changed since, or would double what one of the two got since, stays and is listed;
 * overlapping merges come apart in reverse order.
 */
export async function unmerge(
  db: Db,
  mergeId: string,
  how: { undoId: string; restored: readonly RestoredHook[]; now: Date },
): Promise<UndoResult> {
  const it = await findMerge(db, mergeId)
  if (it.undone_at) throw conflict('already_unmerged', 'These two were separated already.')
  const later = await db
    .selectFrom('merge')
    .select('id')
    .where('undone_at', 'is', null)
    .where('id', '>', mergeId)
    .where((or) =>
      or.or([
        or('winner_id', 'in', [it.winner_id, it.loser_id]),
        or('loser_id', 'in', [it.winner_id, it.loser_id]),
      ]),
    )
    .executeTakeFirst()
  if (later)
    throw conflict('merged_again', 'One of the two was merged again later. Separate that merge first.')
  return beyondReach(db, () => separate(db, it, how))
}

async function separate(
  db: Db,
  it: {
    id: string
    record: MergeRecord
    operation_id: string
    winner_id: string
    loser_id: string
    at: Date
  },
  { undoId, restored, now }: Parameters<typeof unmerge>[2],
): Promise<UndoResult> {
  const result = await undo(db, it.operation_id, undoId, restored, now)
  const taken = (await heldByOthers(db, it.record, [it.loser_id], { but: [it.winner_id] })).get(it.loser_id)
  if (taken) throw conflict('value_taken', taken)
  const { rows: moves } = await sql<{ table: string; column: string; ids: string[]; rows: unknown[] }>`
    select table_name as table, column_name as column, array_agg(row_id order by id desc) as ids,
      jsonb_agg(was order by id desc) as rows
    from merge_move where merge_id = ${it.id} group by table_name, column_name order by max(id::text) desc`.execute(
    db,
  )
  const stay: UndoResult['conflicts'] = []
  for (const { table: name, column, ids, rows } of moves) {
    const [table, ref] = [sql.table(name), sql.ref(column)]
    const taken = async () => {
      const { rows: back } = await sql<{ id: string }>`
        insert into ${table} select r.* from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) w,
          jsonb_populate_record(null::${table}, w) r on conflict do nothing returning id`.execute(db)
      return ids.filter((id) => !back.some((row) => row.id === id))
    }
    const refused = () =>
      refusedAsTaken(db, ids, (some) =>
        sql`update ${table} set ${ref} = ${it.loser_id} where id = any(${some}::uuid[]) and ${ref} = ${it.winner_id}`.execute(
          db,
        ),
      )
    for (const rowId of await (column === '*' ? taken() : refused())) stay.push({ table: name, rowId })
  }
  result.conflicts.push(...stay)
  await sql`update operation set conflicts = conflicts + ${stay.length} where id = ${it.operation_id}`.execute(
    db,
  )
  const { winner_id: winnerId, loser_id: loserId } = it
  // Each is found by its own words again, also the one that was changed since and stays as it is.
  await followRows(db, restored, new Map([[it.record, [winnerId, loserId]]]), now)
  if (it.record === 'contact') {
    await returnSubjects(db, { winnerId, loserId, mergedAt: it.at }, now)
    await beginStanding(db, [loserId], 'person')
    await mergeNews(db, [winnerId, loserId], now)
  }
  await db.updateTable('merge').set({ undone_at: now }).where('id', '=', it.id).execute()
  return result
}

/** A merge whose winner the caller sees, held against a second separation. */
export async function findMerge(db: Db, id: string) {
  const it = await db.selectFrom('merge').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  const isSeen =
    it && (await db.selectFrom(it.record).select('id').where('id', '=', it.winner_id).executeTakeFirst())
  if (!isSeen) throw notFound('no_merge', 'This merge is not in the log, or you may not see it.')
  return it
}

async function lockBoth(db: Db, record: MergeRecord, winnerId: string, loserId: string): Promise<void> {
  const { rows } = await sql<{ id: string; merged_into: string | null }>`
    select id, merged_into from ${sql.table(record)} where id in (${winnerId}, ${loserId}) and deleted_at is null order by id for update`.execute(
    db,
  )
  if (rows.length < 2)
    throw notFound('no_record', 'One of the two is not there any more, or you may not see it.')
  if (rows.some((row) => row.merged_into))
    throw conflict('already_merged', 'One of the two was merged already. Open it again to see with whom.')
}

async function moveReference(
  db: Db,
  { table, column, rule, audited }: Reference,
  mergeId: string,
  it: { winnerId: string; loserId: string },
  now: Date,
): Promise<string[]> {
  const [from, col] = [sql.table(table), sql.ref(column)]
  if (rule === 'recomputed') {
    await sql`delete from ${from} where ${col} = ${it.loserId}`.execute(db)
    return []
  }
  const log = async (rows: { id: string; was: unknown }[], name: string) => {
    if (audited || rows.length === 0) return
    await db
      .insertInto('merge_move')
      .values(
        rows.map(({ id, was }) => ({
          id: uuidv7(now),
          merge_id: mergeId,
          table_name: table,
          row_id: id,
          column_name: name,
          was: was === null ? null : JSON.stringify(was),
        })),
      )
      .execute()
  }
  if (rule === 'move unless') {
    const { others, only } = await uniqueBeside(db, table, column)
    const same = sql.join(
      others.map((name) => sql`w.${sql.ref(name)} is not distinct from t.${sql.ref(name)}`),
      sql` and `,
    )
    const those = sql`(select * from ${from} where ${sql.raw(only)})`
    const { rows } = await sql<{ id: string; was: unknown }>`
      delete from ${from} t where t.${col} = ${it.loserId} and t.id in (select id from ${those} o)
        and exists (select from ${those} w where w.${col} = ${it.winnerId} and ${same})
      returning t.id, to_jsonb(t) as was`.execute(db)
    await log(rows, '*')
  }
  const { rows } = await sql<{
    id: string
  }>`update ${from} set ${col} = ${it.winnerId} where ${col} = ${it.loserId} returning id`.execute(db)
  await log(
    rows.map(({ id }) => ({ id, was: null })),
    column,
  )
  return rows.map(({ id }) => id)
}

/** The columns that are unique together with this one, the workspace aside, and among which rows, as a condition. */
async function uniqueBeside(
  db: Db,
  table: string,
  column: string,
): Promise<{ others: string[]; only: string }> {
  const { rows } = await sql<{ columns: string[]; only: string | null }>`
    select array_agg(a.attname::text) as columns, pg_get_expr(i.indpred, i.indrelid) as only
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = ${table}::regclass and i.indisunique and not i.indisprimary group by i.indexrelid`.execute(
    db,
  )
  const found = rows.find((row) => row.columns.includes(column))
  return {
    others: found ? found.columns.filter((name) => name !== column && name !== 'workspace_id') : [],
    only: found?.only ?? 'true',
  }
}

/** Two open leads of one person for one product line can't be: the younger ends, the older goes on, as asked if either had. */
async function endClashingLeads(db: Db, winnerId: string, loserId: string, now: Date): Promise<void> {
  await sql`
    with clash as (
      select product_line_id, min(id::text)::uuid as stays, max(id::text)::uuid as ends, min(asked_at) as asked_at,
        bool_or(lane = 'asked') as asked
      from lead where state = 'open' and contact_id in (${winnerId}, ${loserId}) group by product_line_id having count(*) > 1
    ), ended as (
      update lead l set state = 'withdrawn', ended_at = ${now}, end_reason = 'merged' from clash where l.id = clash.ends
    )
    update lead l set asked_at = clash.asked_at, lane = case when clash.asked then 'asked' else l.lane end
    from clash where l.id = clash.stays`.execute(db)
}

/** Both are looked at anew. */
export const mergeNews = (db: Db, contactIds: string[], now: Date): Promise<void> =>
  contactNews(
    db,
    contactIds.map((contactId) => ({ contactId, cause: 'merge' })),
    now,
  )

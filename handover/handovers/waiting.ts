import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { conflict } from '#platform/http'
import { noteState } from './history.ts'
import { type HandoverRow, holdHandover } from './record.ts'
import type { Seam } from './setting.ts'

/** Who waits for their first offer: strong enough, not with the manager, laid before nobody yet. */
export const waitsForRoom = sql<boolean>`h.kind = 'lead' and h.state = 'waiting' and h.lane = 'earned'
  and h.first_offered_at is null and not h.with_manager and not h.sample`

/** Points by the definition in force; 0 where nothing is computed. */
export const pointsNow = sql<number>`coalesce((select s.fit + s.interest from score s
  join definition d on d.workspace_id = s.workspace_id and d.id = s.definition_id and d.from_at is not null and d.to_at is null
  where s.contact_id = h.contact_id and d.product_line_id = h.product_line_id), 0)`

/** Best first: whom a manager put before the others, then the most points, then who waits longest. */
export const bestFirst: RawBuilder<unknown> = sql`coalesce(h.pulled_at, 'infinity'), ${pointsNow} desc, h.opened_at, h.id`

/** Does somebody wait for this product line who goes before this one? */
export async function waitsItsTurn(db: Db, row: HandoverRow): Promise<boolean> {
  const place = sql`coalesce(h.pulled_at, 'infinity'), -${pointsNow}, h.opened_at, h.id`
  const { rows } = await sql`
    select 1 from handover h where h.product_line_id = ${row.product_line_id} and ${waitsForRoom}
      and (${place}) < (select ${place} from handover h where h.id = ${row.id}) limit 1`.execute(db)
  return rows.length > 0
}

/** How many strong-enough leads of each product line were released in the week of an instant. */
export async function releasedThisWeek(db: Db, now: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ product_line_id: string; n: number }>`
    select h.product_line_id, count(*)::int as n from handover h cross join workspace w
    where h.kind = 'lead' and h.lane = 'earned' and not h.by_rule
      and h.first_offered_at >= date_trunc('week', ${now}::timestamptz at time zone w.zone) at time zone w.zone
    group by 1`.execute(db)
  return new Map(rows.map((row) => [row.product_line_id, row.n]))
}

/** May an offer of one of these people come to its end, or a first one be made? */
export async function anyToOffer(db: Db, contactIds: readonly string[]): Promise<boolean> {
  const found = await db
    .selectFrom('handover')
    .select('id')
    .where(sql<boolean>`contact_id = any(${contactIds}::uuid[])`)
    .where('kind', '=', 'lead')
    .where('state', 'in', ['waiting', 'offered'])
    .limit(1)
    .execute()
  return found.length > 0
}

/**
 * Of all who release at once, one does: a place of the week is given once. Held until the transaction ends, and the same order
 * holds everywhere: the week, then races, then handovers, then capacities. Who may let routing choose holds it first of all.
 */
export async function holdWeek(db: Db, { weekly }: Seam): Promise<void> {
  if (weekly.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtextextended('week ' || current_setting('baton.workspace'), 0))`.execute(
    db,
  )
}

/** Has the product line released what was agreed on for this week? */
export async function isWeekFull(
  db: Db,
  { weekly }: Seam,
  productLineId: string,
  now: Date,
): Promise<boolean> {
  const limit = weekly.find((one) => one.productLineId === productLineId)
  return limit !== undefined && ((await releasedThisWeek(db, now)).get(productLineId) ?? 0) >= limit.perWeek
}

/** One who waits for their first offer, held until the transaction ends. */
export async function holdWaiting(db: Db, id: string): Promise<void> {
  const { row } = await holdHandover(db, id)
  if (row.state !== 'waiting' || row.lane !== 'earned' || row.first_offered_at || row.with_manager)
    throw conflict('not_waiting', 'This lead does not wait any more. Reload to see who has it.')
}

/** Puts one who waits before the others; the reason stands in the history. */
export async function pullForward(
  db: Db,
  id: string,
  it: { actor: string; reason: string },
  now: Date,
): Promise<void> {
  await holdWaiting(db, id)
  await db.updateTable('handover').set({ pulled_at: now, changed_at: now }).where('id', '=', id).execute()
  await noteState(db, id, { state: 'waiting', ...it, at: now }, now)
}

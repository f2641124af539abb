import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { ImportHow } from '#platform/registry'
import type { Read } from './reading.ts'
import { lacking, requiresInWords } from './required.ts'
import { type DealRow, lockDeal, rateOf, topOf } from './store.ts'

/** What becomes of a known deal by where a file says that it stands. */
export type Going = {
  set: Partial<DealRow> & { recorded_at?: Date }
  /** Why it can't stand there. */
  problem: string | null
}
const stays: Going = { set: {}, problem: null }

/**
 * Moves a known deal to where the file says it stands, closes it or opens it again, if it has what that stage requires by then
 * (`coming` is what else the row brings it); of a closed deal its day and reason follow too. For a file that shall win.
 */
export async function follow(
  db: Db,
  id: string,
  { deal, coming }: { deal: Read; coming: Partial<DealRow> },
  { policy, now }: Pick<ImportHow, 'policy' | 'now'>,
): Promise<Going> {
  const known = await lockDeal(db, id)
  const { stage } = deal
  if (stage.id === known.stage_id) return ending(db, known, deal, { policy, now })
  const lack = (await lacking(db, stage, [{ ...known, ...coming }])).get(id) ?? []
  const brings = (key: string) =>
    policy(key) !== 'keep' && (deal.custom[key] ?? deal.related[key] ?? null) !== null
  const missing = lack.filter(({ key }) => !brings(key))
  if (missing.length > 0) return { ...stays, problem: requiresInWords(stage, missing) }
  const closedAt = stage.kind === 'open' ? null : (deal.closedAt ?? now)
  const endedAt = closedAt && closedAt > now ? now : closedAt
  // Nothing of a deal's history comes before what is there: a file may tell late of what was meanwhile moved here.
  const enteredAt = endedAt && endedAt > known.stage_since ? endedAt : endedAt ? known.stage_since : now
  await db
    .insertInto('deal_stage_entry')
    .values({
      ...{ id: uuidv7(now), deal_id: id, stage_id: stage.id, state: stage.kind, actor: 'import' },
      ...{ entered_at: enteredAt, recorded_at: now },
    })
    .execute()
  const set = {
    ...{ stage_id: stage.id, state: stage.kind, stage_since: enteredAt },
    ...(stage.kind !== known.state && { recorded_at: now }),
    ...{ closed_at: endedAt, close_reason_id: deal.reasonId, close_note: deal.closeNote },
    ...(endedAt
      ? { rate: await rateOf(db, known.currency, endedAt) }
      : { close_reason_id: null, close_note: null, position: await topOf(db, stage.id) }),
  }
  return { set, problem: null }
}

/** Of a deal that stands where the file says: when it was closed, and why. Its story keeps when it was told first. */
async function ending(
  db: Db,
  known: DealRow,
  deal: Read,
  { policy, now }: Pick<ImportHow, 'policy' | 'now'>,
): Promise<Going> {
  if (known.state === 'open') return stays
  const wins = (field: string) => policy(field) === 'overwrite'
  const set = {
    ...(wins('lostReason') &&
      deal.reasonId !== null &&
      deal.reasonId !== known.close_reason_id && { close_reason_id: deal.reasonId }),
    ...((wins('closeNote') || wins('lostReason')) &&
      deal.closeNote !== null &&
      deal.closeNote !== known.close_note && { close_note: deal.closeNote }),
  }
  const { closedOn } = deal
  if (!closedOn || closedOn.at > now || !wins('closedAt') || (await isSameDay(db, known, closedOn)))
    return { set, problem: null }
  const rate = await rateOf(db, known.currency, closedOn.at)
  const closed = { closed_at: closedOn.at, recorded_at: now, rate }
  return { set: { ...set, ...closed }, problem: null }
}

/** A file that names only a day says nothing else of a deal that was closed on it. */
async function isSameDay(
  db: Db,
  { closed_at }: DealRow,
  { day, at, isDay }: NonNullable<Read['closedOn']>,
): Promise<boolean> {
  if (!isDay) return closed_at?.getTime() === at.getTime()
  const { rows } = await sql<{ day: string | null }>`
    select (${closed_at}::timestamptz at time zone zone)::date::text as day from workspace`.execute(db)
  return rows[0]?.day === day
}

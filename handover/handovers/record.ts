import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import type { Handover, Offer } from './handover.ts'

const columns = [
  'id',
  'kind',
  'lead_id',
  'contact_id',
  'company_id',
  'race_key',
  'product_line_id',
  'lane',
  'state',
  'cause',
  'joined_to',
  'follows',
  'signal_to_deal',
  'receiver_id',
  'deal_id',
  'by_rule',
  'hand_ons',
  'expiries',
  'with_manager',
  'event_id',
  'opened_at',
  'first_offered_at',
  'accepted_at',
  'decided_at',
  'decision_due_at',
  'sent_back_reason',
  'sent_back_evidence',
  'nurture_until',
  'upheld',
  'judge_id',
  'judge_due_at',
  'judged_at',
  'pulled_at',
  'changed_at',
] as const
const offerColumns = [
  'id',
  'handover_id',
  'member_id',
  'number',
  'cause',
  'state',
  'offered_at',
  'answer_due_at',
  'attempt_due_at',
  'answered_at',
  'recorded_at',
  'attempted_at',
  'no_cover',
  'because',
  'frozen',
  'note',
] as const

export type HandoverRow = Awaited<ReturnType<typeof rowsById>>[number]
export type OfferRow = Awaited<ReturnType<typeof offersOf>>[number]
/** A handover as it lies in the tables and as the rules see it. */
export interface Held {
  row: HandoverRow
  offers: OfferRow[]
  handover: Handover
}

/** What is passed: a lead to sales, or a customer to who looks after them. */
export type Kind = 'lead' | 'onboarding'

const rowsById = (db: Db, ids: readonly string[], kind: Kind) =>
  db
    .selectFrom('handover')
    .select(columns)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute()

export const offersOf = (db: Db, handoverIds: readonly string[]) =>
  db
    .selectFrom('offer')
    .select(offerColumns)
    .where(sql<boolean>`handover_id = any(${handoverIds}::uuid[])`)
    .orderBy('handover_id')
    .orderBy('number')
    .execute()

/** Reads handovers of leads (or of another kind) with their offers; nothing is held. */
export async function readHandovers(db: Db, ids: readonly string[], kind: Kind = 'lead'): Promise<Held[]> {
  if (ids.length === 0) return []
  const [rows, offers] = await Promise.all([rowsById(db, ids, kind), offersOf(db, ids)])
  return heldWith(rows, offers)
}

/** Rows that are held first and their offers after that: so these are what whoever held them before made of them. */
async function withOffers(db: Db, rows: readonly HandoverRow[]): Promise<Held[]> {
  if (rows.length === 0) return []
  const offers = await offersOf(
    db,
    rows.map((row) => row.id),
  )
  return heldWith(rows, offers)
}

function heldWith(rows: readonly HandoverRow[], all: readonly OfferRow[]): Held[] {
  const offers = Map.groupBy(all, (offer) => offer.handover_id)
  return rows.map((row) => heldOf(row, offers.get(row.id) ?? []))
}

/** One handover, held until the transaction ends: who decides on what they read is the only one to write it. */
export async function holdHandover(db: Db, id: string): Promise<Held> {
  const held = await holdIfSeen(db, id)
  if (!held) throw noHandover()
  return held
}

export const noHandover = () =>
  notFound('no_handover', 'This handover is not there, or it is not yours to see.')

export async function holdIfSeen(db: Db, id: string): Promise<Held | null> {
  const row = await db
    .selectFrom('handover')
    .select(columns)
    .where('id', '=', id)
    .where('kind', '=', 'lead')
    .forUpdate()
    .executeTakeFirst()
  return row ? (await withOffers(db, [row]))[0]! : null
}

/** The open handovers of people as leads, and those of races, held in the order of their ids. */
export async function holdOpenOf(
  db: Db,
  contactIds: readonly string[],
  raceKeys: readonly string[] = [],
): Promise<Held[]> {
  if (contactIds.length === 0) return []
  const rows = await db
    .selectFrom('handover')
    .select(columns)
    .where(sql<boolean>`(contact_id = any(${contactIds}::uuid[]) or race_key = any(${raceKeys}::uuid[]))`)
    .where('kind', '=', 'lead')
    .where('state', 'in', ['waiting', 'offered', 'working'])
    .orderBy('id')
    .forUpdate()
    .execute()
  return withOffers(db, rows)
}

/** The handover as the rules see it, beside its rows. */
export function heldOf(row: HandoverRow, offers: OfferRow[]): Held {
  return {
    row,
    offers,
    handover: {
      state: row.state,
      lane: row.lane,
      productLineId: row.product_line_id,
      receiverId: row.receiver_id,
      byRule: row.by_rule,
      withManager: row.with_manager,
      firstOfferedAt: row.first_offered_at,
      acceptedAt: row.accepted_at,
      decidedAt: row.decided_at,
      decisionDueAt: row.decision_due_at,
      overruled: row.upheld === 'overruled',
      offers: offers.map(
        (offer): Offer => ({
          number: offer.number,
          memberId: offer.member_id,
          cause: offer.cause === 'first' || offer.cause === 'hand_on' ? offer.cause : 'reoffer',
          state: offer.state,
          offeredAt: offer.offered_at,
          answerDueAt: offer.answer_due_at,
          attemptDueAt: offer.attempt_due_at,
          answeredAt: offer.answered_at,
          attemptedAt: offer.attempted_at,
        }),
      ),
    },
  }
}

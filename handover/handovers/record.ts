import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import { contactNews } from '#platform/pump'
import { expiries, type Handover, handOns, type Offer } from './handover.ts'
import { noteState } from './history.ts'

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
    .where('id', 'in', ids)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute()

export const offersOf = (db: Db, handoverIds: readonly string[]) =>
  db
    .selectFrom('offer')
    .select(offerColumns)
    .where('handover_id', 'in', handoverIds)
    .orderBy('handover_id')
    .orderBy('number')
    .execute()

/** Reads handovers of leads (or of another kind) with their offers; nothing is held. */
export async function readHandovers(db: Db, ids: readonly string[], kind: Kind = 'lead'): Promise<Held[]> {
  if (ids.length === 0) return []
  const rows = await rowsById(db, ids, kind)
  const offers = Map.groupBy(await offersOf(db, ids), (offer) => offer.handover_id)
  return rows.map((row) => heldOf(row, offers.get(row.id) ?? []))
}

/** One handover, held until the transaction ends: who decides on what they read is the only one to write it. */
export async function holdHandover(db: Db, id: string): Promise<Held> {
  const row = await db
    .selectFrom('handover')
    .select('id')
    .where('id', '=', id)
    .where('kind', '=', 'lead')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('no_handover', 'This handover is not there, or it is not yours to see.')
  return (await readHandovers(db, [id]))[0]!
}

/** The open handovers of people as leads, held in the order of their ids. */
export async function holdOpenOf(db: Db, contactIds: readonly string[]): Promise<Held[]> {
  if (contactIds.length === 0) return []
  const rows = await db
    .selectFrom('handover')
    .select('id')
    .where('contact_id', 'in', contactIds)
    .where('kind', '=', 'lead')
    .where('state', 'in', ['waiting', 'offered', 'working'])
    .orderBy('id')
    .forUpdate()
    .execute()
  return readHandovers(
    db,
    rows.map((row) => row.id),
  )
}

function heldOf(row: HandoverRow, offers: OfferRow[]): Held {
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

export interface Change {
  actor: string
  /** Why, as it stands in the history. */
  reason: string
  now: Date
  /** Columns that the rules know nothing of. */
  more?: Partial<{
    lane: 'asked' | 'earned'
    joined_to: string
    deal_id: string
    sent_back_reason: string
    sent_back_evidence: string
    nurture_until: Date | null
    upheld: 'open' | null
    judge_id: string | null
    judge_due_at: Date | null
  }>
  /** What belongs to an offer made by this change. */
  offer?: {
    because: string[]
    frozen: object
    note?: string | null
    cause?: 'assigned' | 'deputy' | undefined
  }
}

/** Writes what the rules made of a handover: the row, its offers, and the state as a row of history. */
export async function saveHandover(db: Db, before: Held, after: Handover, change: Change): Promise<void> {
  const { row } = before
  const { now, actor, reason, more = {} } = change
  await db
    .updateTable('handover')
    .set({
      state: after.state,
      lane: after.lane,
      receiver_id: after.receiverId,
      by_rule: after.byRule,
      with_manager: after.withManager,
      first_offered_at: after.firstOfferedAt,
      accepted_at: after.acceptedAt,
      decided_at: after.decidedAt,
      decision_due_at: after.decisionDueAt,
      hand_ons: handOns(after),
      expiries: expiries(after),
      changed_at: now,
      ...more,
    })
    .where('id', '=', row.id)
    .execute()
  for (const offer of after.offers) await saveOffer(db, before, offer, change)
  const moved = after.state !== row.state || after.withManager !== row.with_manager
  const offered = after.offers.length > before.offers.length
  if (moved || offered) await noteState(db, row.id, { state: after.state, actor, reason, at: now }, now)
  // The engine is looking at them already; after a member's act it has to, for their place in the race.
  if (moved && actor !== 'engine')
    await contactNews(db, [{ contactId: row.contact_id, cause: 'handover' }], now)
}

async function saveOffer(db: Db, before: Held, offer: Offer, { offer: made, now }: Change): Promise<void> {
  const known = before.offers.find((row) => row.number === offer.number)
  if (!known) {
    await db
      .insertInto('offer')
      .values({
        id: uuidv7(now),
        handover_id: before.row.id,
        member_id: offer.memberId,
        number: offer.number,
        cause: made?.cause ?? offer.cause,
        state: offer.state,
        offered_at: offer.offeredAt,
        answer_due_at: offer.answerDueAt,
        attempt_due_at: offer.attemptDueAt,
        answered_at: offer.answeredAt,
        recorded_at: offer.answeredAt,
        attempted_at: offer.attemptedAt,
        no_cover: offer.answerDueAt === null,
        because: made?.because ?? [],
        frozen: JSON.stringify(made?.frozen ?? {}),
        note: made?.note ?? null,
      })
      .execute()
    return
  }
  const same =
    known.state === offer.state &&
    known.attempted_at?.getTime() === offer.attemptedAt?.getTime() &&
    known.answer_due_at?.getTime() === offer.answerDueAt?.getTime() &&
    known.attempt_due_at?.getTime() === offer.attemptDueAt?.getTime()
  if (same) return
  await db
    .updateTable('offer')
    .set({
      state: offer.state,
      answered_at: offer.answeredAt,
      attempted_at: offer.attemptedAt,
      answer_due_at: offer.answerDueAt,
      attempt_due_at: offer.attemptDueAt,
      ...(offer.answeredAt && !known.recorded_at && { recorded_at: now }),
      ...(offer.state === 'expired' && { recorded_at: now }),
    })
    .where('id', '=', known.id)
    .execute()
}

export interface NewRecord {
  leadId: string | null
  contactId: string
  companyId: string | null
  productLineId: string
  lane: 'asked' | 'earned'
  state: 'waiting' | 'joined' | 'signalled'
  cause: 'act' | 'definition' | 'import' | 'recalculation' | 'member'
  eventId: string | null
  reason: string
  actor: string
  joinedTo?: string | null
  follows?: string | null
  signalToDeal?: string | null
  receiverId?: string | null
  firstOfferedAt?: Date | null
}

/** Opens a handover. The company (or the person without one) is frozen as it is at this moment. */
export async function openHandover(db: Db, it: NewRecord, now: Date): Promise<Held> {
  const id = uuidv7(now)
  await db
    .insertInto('handover')
    .values({
      id,
      kind: 'lead',
      lead_id: it.leadId,
      contact_id: it.contactId,
      company_id: it.companyId,
      race_key: it.companyId ?? it.contactId,
      product_line_id: it.productLineId,
      lane: it.lane,
      state: it.state,
      cause: it.cause,
      joined_to: it.joinedTo ?? null,
      follows: it.follows ?? null,
      signal_to_deal: it.signalToDeal ?? null,
      receiver_id: it.receiverId ?? null,
      event_id: it.eventId,
      opened_at: now,
      first_offered_at: it.firstOfferedAt ?? null,
      changed_at: now,
    })
    .execute()
  await noteState(db, id, { state: it.state, actor: it.actor, reason: it.reason, at: now }, now)
  return (await readHandovers(db, [id]))[0]!
}

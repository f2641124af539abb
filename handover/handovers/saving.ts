import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { contactNews } from '#platform/pump'
import { expiries, type Handover, handOns, type Offer } from './handover.ts'
import { stateOf } from './history.ts'
import { type HandoverRow, type Held, heldOf, type OfferRow } from './record.ts'
import { keepInRound } from './round.ts'

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

/**
 * Writes what the rules made of a handover: the row, its offers, and the state as a row of history. Gives them as they lie in
 * the tables then, if what came before did: held, or opened in this transaction.
 */
export async function saveHandover(db: Db, before: Held, after: Handover, change: Change): Promise<Held> {
  const { row } = before
  const { now, actor, reason, more = {} } = change
  const changed = {
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
  }
  const moved = after.state !== row.state || after.withManager !== row.with_manager
  const offered = after.offers.length > before.offers.length
  const writing = (to: Pick<Db, 'updateTable'>) =>
    to
      .updateTable('handover')
      .set({ ...changed, ...more })
      .where('id', '=', row.id)
  if (moved || offered)
    await db
      .with('written', writing)
      .insertInto('handover_state')
      .values(stateOf(row.id, { state: after.state, actor, reason, at: now }, now))
      .execute()
  else await writing(db).execute()
  const offers: OfferRow[] = []
  for (const offer of after.offers) offers.push(await saveOffer(db, before, offer, change))
  // The engine is looking at them already; after a member's act it has to, for their place in the race.
  if (moved && actor !== 'engine')
    await contactNews(db, [{ contactId: row.contact_id, cause: 'handover' }], now)
  const { sent_back_evidence: evidence = null, ...others } = more
  const saved = heldOf(
    { ...row, ...changed, ...others, ...(evidence && { sent_back_evidence: JSON.parse(evidence) }) },
    offers,
  )
  keepInRound(db, saved)
  return saved
}

async function saveOffer(
  db: Db,
  before: Held,
  offer: Offer,
  { offer: made, now }: Change,
): Promise<OfferRow> {
  const known = before.offers.find((row) => row.number === offer.number)
  if (!known) {
    const row: OfferRow = {
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
      frozen: made?.frozen ?? {},
      note: made?.note ?? null,
    }
    await db
      .insertInto('offer')
      .values({ ...row, frozen: JSON.stringify(row.frozen) })
      .execute()
    return row
  }
  const same =
    known.state === offer.state &&
    known.attempted_at?.getTime() === offer.attemptedAt?.getTime() &&
    known.answer_due_at?.getTime() === offer.answerDueAt?.getTime() &&
    known.attempt_due_at?.getTime() === offer.attemptDueAt?.getTime()
  if (same) return known
  const changed = {
    state: offer.state,
    answered_at: offer.answeredAt,
    attempted_at: offer.attemptedAt,
    answer_due_at: offer.answerDueAt,
    attempt_due_at: offer.attemptDueAt,
    ...(offer.answeredAt && !known.recorded_at && { recorded_at: now }),
    ...(offer.state === 'expired' && { recorded_at: now }),
  }
  await db.updateTable('offer').set(changed).where('id', '=', known.id).execute()
  return { ...known, ...changed }
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
  const row = {
    id: uuidv7(now),
    kind: 'lead' as const,
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
    deal_id: null,
    ...{ by_rule: false, hand_ons: 0, expiries: 0, with_manager: false },
    event_id: it.eventId,
    opened_at: now,
    first_offered_at: it.firstOfferedAt ?? null,
    ...{ accepted_at: null, decided_at: null, decision_due_at: null },
    ...{ sent_back_reason: null, sent_back_evidence: null, nurture_until: null },
    ...{ upheld: null, judge_id: null, judge_due_at: null, judged_at: null, pulled_at: null },
    changed_at: now,
  } satisfies HandoverRow
  await db
    .with('opened', (to) => to.insertInto('handover').values(row))
    .insertInto('handover_state')
    .values(stateOf(row.id, { state: it.state, actor: it.actor, reason: it.reason, at: now }, now))
    .execute()
  const held = heldOf(row, [])
  keepInRound(db, held)
  return held
}

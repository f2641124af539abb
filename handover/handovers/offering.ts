import { sql } from 'kysely'
import { judgedNow, type Scored } from '#handover/scoring'
import { ownCompany } from '#people/companies'
import { setContactOwner } from '#people/contacts'
import type { Db } from '#platform/db'
import { keepClocks } from '#platform/pump'
import type { JournalKind, PumpBatch } from '#platform/registry'
import { type Calendar, calendarOf, capacitiesAt } from '#workspace/calendars'
import { activeMembers, findMember, membersSeeing, type Role } from '#workspace/members'
import { notify, notifyAll, settleNotices } from '#workspace/notices'
import { REST_DAYS } from './evidence.ts'
import { type Frozen, freeze, frozenShape } from './frozen.ts'
import { openOffer, type RunningClocks } from './handover.ts'
import { noteState, sentBackBefore } from './history.ts'
import { acceptByRule, offerTo } from './offers.ts'
import { receiverFor } from './receiver.ts'
import type { Held } from './record.ts'
import { weekInRound } from './round.ts'
import { saveHandover } from './saving.ts'
import { type Seam, type SeamInForce, seamInForce } from './setting.ts'
import { holdWeek, isWeekFull, waitsForRoom, waitsItsTurn } from './waiting.ts'

export interface Offering {
  now: Date
  kinds: readonly JournalKind[]
  actor: string
  /** Without it a first offer is judged now. */
  judged?: Scored | null
  note?: string | null
  /** Chosen by a manager or a colleague instead of by routing, and why. */
  memberId?: string | null
  because?: string
  running?: RunningClocks | null
  /** Flow control releases: whose turn it is has been asked already. */
  inTurn?: boolean
  /** The pump looks at these people: it plans their clocks at its end. */
  batch?: PumpBatch
}

/** What every offer of a round of the pump is made with. */
export const inRound = (batch: PumpBatch) => ({ now: batch.t, kinds: batch.kinds, actor: 'engine', batch })

const tellKinds = ['offered', 'handed_on', 'signal', 'queue']
const retryMs = 3600_000
/** Flow control releases who waits for their first offer; their clock only tells it that this firm has somebody waiting. */
const restMs = 7 * 86_400_000
/** Why nobody has it, as it stands in the history. */
export const nobody: Record<string, string> = {
  'no member': 'Nobody takes leads',
  'no cover': 'No cover: everybody who could take it is away',
  'no capacity': 'Waits: this week is full',
  'not its turn': 'Waits: others go before',
}

/** Lays a waiting handover before whoever should have it; solo it is accepted by rule. Without anybody it waits on. */
export async function offerNext(db: Db, held: Held, it: Offering): Promise<Held> {
  const { now } = it
  const members = await activeMembers(db)
  const [only] = members
  if (only && members.length === 1) return takeByRule(db, held, only, it)
  const { row, handover } = held
  const agreed = weekInRound(db)
  const seam = agreed ?? (await seamInForce(db))
  if (!agreed && !it.memberId) await holdWeek(db, seam)
  const holds = it.memberId ? null : await heldBack(db, held, seam, it)
  if (holds) return waitOn(db, held, holds, it)
  const before = await sentBackBefore(db, row.follows)
  const found = it.memberId
    ? { memberId: it.memberId, because: [it.because ?? 'Chosen by hand.'] }
    : await receiverFor(db, held, before.receiverId, now)
  if (!('memberId' in found)) return waitOn(db, held, found.none, it)
  const calendar = await calendarOf(db, found.memberId, now)
  const moved = offerTo(handover, { memberId: found.memberId, calendar }, now, {
    by: it.memberId ? 'member' : 'engine',
    promises: seam,
    running: it.running ?? null,
  })
  if (!moved.ok) throw new Error(`A waiting handover could not be offered: ${moved.code}`)
  const frozen = await frozenFor(db, held, { calendar, seam, memberId: found.memberId }, it)
  const saved = await saveHandover(db, held, moved.handover, {
    actor: it.actor,
    reason: found.because.join(' '),
    now,
    offer: {
      because: found.because,
      frozen,
      // What they wrote when they sent the person back is for themselves.
      note: it.note ?? (found.memberId === before.receiverId ? before.note : null),
      cause: it.because ? 'deputy' : it.memberId ? 'assigned' : undefined,
    },
  })
  const known = members.find(({ id }) => id === found.memberId)
  const { role } = known ?? (await findMember(db, found.memberId))
  await tellReceiver(db, saved, { frozen, role }, now)
  await planClocksOf(db, row, it)
  return saved
}

/** Flow control: the agreed number a week, best first. Who asked for sales, or was laid before somebody already, goes on. */
async function heldBack(db: Db, { row }: Held, seam: Seam, it: Offering): Promise<string | null> {
  if (row.lane !== 'earned' || row.first_offered_at) return null
  if (await isWeekFull(db, seam, row.product_line_id, it.now)) return 'no capacity'
  return !it.inTurn && (await waitsItsTurn(db, row)) ? 'not its turn' : null
}

async function frozenFor(
  db: Db,
  { row, offers }: Held,
  { calendar, seam, memberId }: { calendar: Calendar; seam: SeamInForce; memberId: string },
  it: Offering,
) {
  // Offered again without a new look: the reasons stay those of the crossing.
  const before = it.judged ? undefined : offers.at(-1)
  const isNew = it.judged === undefined && !before
  const judged = isNew ? await judgedNow(db, row.contact_id, row.product_line_id, it.now) : it.judged
  const capacity = (await capacitiesAt(db, it.now)).get(memberId) ?? null
  const fresh = await freeze(
    db,
    {
      contactId: row.contact_id,
      leadId: row.lead_id,
      lane: row.lane,
      eventId: row.event_id,
      judged: judged ?? null,
    },
    { calendar, seam, capacity, kinds: it.kinds },
    it.now,
  )
  if (!before) return fresh
  const kept = frozenShape.parse(before.frozen)
  return { ...fresh, reasons: kept.reasons, score: kept.score, first: kept.first, words: kept.words }
}

async function takeByRule(
  db: Db,
  held: Held,
  { id: memberId, role }: { id: string; role: Role },
  it: Offering,
): Promise<Held> {
  const calendar = await calendarOf(db, memberId, it.now)
  const seam = await seamInForce(db)
  const moved = acceptByRule(held.handover, { memberId, calendar }, it.now, seam)
  if (!moved.ok) throw new Error(`A waiting handover could not be taken by rule: ${moved.code}`)
  const because = ['You wear both hats, so it is yours.']
  const frozen = await frozenFor(db, held, { calendar, seam, memberId }, it)
  const saved = await saveHandover(db, held, moved.handover, {
    actor: 'engine',
    reason: 'Accepted by rule: one person wears both hats',
    now: it.now,
    offer: { because, frozen },
  })
  await taken(db, held, memberId, it.now)
  await tellReceiver(db, saved, { frozen, role }, it.now)
  await planClocksOf(db, held.row, it)
  return saved
}

/** The person and their company belong to who took them over. */
export async function taken(db: Db, { row }: Held, memberId: string, now: Date): Promise<void> {
  await setContactOwner(db, [row.contact_id], memberId, now)
  if (row.company_id) await ownCompany(db, row.company_id, memberId, now)
  await settleNotices(db, row.id, tellKinds, now)
}

/** Nobody can have it now: it waits, visible to both sides, and the managers of an asking person hear of it. */
async function waitOn(db: Db, held: Held, why: string, it: Offering): Promise<Held> {
  const { row, handover } = held
  const reason = nobody[why] ?? why
  const withManager = handover.withManager || (held.offers.length > 0 && why === 'no member')
  const last = await db
    .selectFrom('handover_state')
    .select('reason')
    .where('handover_id', '=', row.id)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  let saved = held
  if (withManager !== handover.withManager)
    saved = await saveHandover(
      db,
      held,
      { ...handover, withManager },
      { actor: 'engine', reason, now: it.now },
    )
  else if (last?.reason !== reason)
    await noteState(db, row.id, { state: handover.state, actor: 'engine', reason, at: it.now }, it.now)
  if (last?.reason !== reason && (row.lane === 'asked' || withManager))
    await tellManagers(db, held, reason, it.now)
  await planClocksOf(db, row, it)
  return saved
}

const nameOf = ({ who }: Frozen, hidden: boolean) =>
  hidden ? (who.company ?? who.city ?? 'Somebody') : [who.name, who.company].filter(Boolean).join(', ')

/** Tells who is offered a lead, in the app and by mail with a page where one acts. */
async function tellReceiver(
  db: Db,
  held: Held,
  { frozen, role }: { frozen: Frozen; role: Role },
  now: Date,
): Promise<void> {
  const { row, handover } = held
  const offer = openOffer(handover)
  const memberId = row.receiver_id!
  const offerRow = held.offers.findLast((one) => one.member_id === memberId)!
  const hidden = role === 'contractor' && handover.state === 'offered'
  const title = `${row.lane === 'asked' ? 'Asked for sales' : 'New lead'}: ${nameOf(frozen, hidden)}`
  const reasons = frozen.reasons.map(
    (reason) => `• ${reason.text}${reason.points ? ` (${reason.points})` : ''}`,
  )
  const due = offer?.answerDueAt
    ? `Answer by ${offer.answerDueAt.toLocaleString('en', { timeZone: frozen.calendar.zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })}.`
    : null
  const words = frozen.words && !hidden ? `“${frozen.words}”` : null
  await notify(
    db,
    {
      memberId,
      kind: offerRow.cause === 'hand_on' ? 'handed_on' : 'offered',
      title,
      body: reasons.join('\n') || frozen.first,
      link: `/handovers/${row.id}`,
      handoverId: row.id,
      ...(!hidden && { contactId: row.contact_id }),
      mail: {
        text: [hidden ? null : frozen.first, words, reasons.join('\n'), due].filter(Boolean).join('\n\n'),
        ...(offer && { answers: [{ purpose: 'offer', recordId: offerRow.id, label: 'Answer' }] }),
      },
    },
    now,
  )
}

export async function tellManagers(db: Db, { row }: Held, reason: string, now: Date): Promise<void> {
  const contact = await db
    .selectFrom('contact')
    .select('name')
    .where('id', '=', row.contact_id)
    .executeTakeFirst()
  await notifyAll(
    db,
    (await membersSeeing(db, 'handovers.manage', row.receiver_id)).map((member) => ({
      memberId: member.id,
      kind: 'queue',
      title: `Nobody has ${contact?.name ?? 'a lead'} yet`,
      body: reason,
      link: `/handovers/${row.id}`,
      handoverId: row.id,
      contactId: row.contact_id,
      mail: { text: `${reason}. Choose who takes it.` },
    })),
    now,
  )
}

async function planClocksOf(db: Db, { contact_id }: Held['row'], { now, batch }: Offering): Promise<void> {
  if (!batch?.contacts.some(({ id }) => id === contact_id)) await planClocks(db, [contact_id], now)
}

/** When the pump has to look at people again because of a clock of theirs. */
export async function planClocks(db: Db, contactIds: readonly string[], now: Date): Promise<void> {
  if (contactIds.length === 0) return
  const [soon, seldom] = [retryMs, restMs].map((ms) => new Date(now.getTime() + ms))
  const rest = `${REST_DAYS} days`
  await keepClocks(
    db,
    'handover',
    sql`
    select c.id as contact_id, (select least(
        min(o.answer_due_at) filter (where h.state = 'offered') + interval '1 millisecond',
        min(case when ${waitsForRoom} then ${seldom}::timestamptz else ${soon}::timestamptz end)
          filter (where h.state in ('waiting', 'offered') and not h.with_manager and o.id is null),
        min(h.decision_due_at) filter (where h.state = 'working' and h.decision_due_at > ${now}),
        min(greatest(h.nurture_until, h.decided_at + ${rest}::interval))
          filter (where h.state = 'sent_back' and h.nurture_until is not null and greatest(h.nurture_until, h.decided_at + ${rest}::interval) > ${now}),
        min(h.judge_due_at) filter (where h.state = 'sent_back' and h.upheld = 'open' and h.judge_due_at >= ${now})
          + interval '1 millisecond')
      from handover h
      left join offer o on o.workspace_id = h.workspace_id and o.handover_id = h.id and o.state = 'open' and h.state in ('waiting', 'offered')
      where h.contact_id = c.id and h.kind = 'lead' and h.state in ('waiting', 'offered', 'working', 'sent_back')
    ) as at
    from contact c where c.id = any(${contactIds}::uuid[])`,
  )
}

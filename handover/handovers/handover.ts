import type { Tables } from '#platform/db'
import type { Calendar } from '#workspace/calendars'
import type { Lane } from './clocks.ts'
import { checkReason, type ReasonContext } from './evidence.ts'
import { REASON_LIST_VERSION, type Refusal, refusal, type SendBack } from './reasons.ts'

export type HandoverState =
  | 'waiting'
  | 'offered'
  | 'working'
  | 'qualified'
  | 'sent_back'
  | 'withdrawn'
  | 'joined'
  | 'signalled'
export type OfferState = Tables['offer']['state']

/** A handover laid before one member. */
export interface Offer {
  /** 1, 2, … within the handover. */
  number: number
  memberId: string
  cause: 'first' | 'hand_on' | 'reoffer'
  state: OfferState
  offeredAt: Date
  /** null = no cover. */
  answerDueAt: Date | null
  attemptDueAt: Date | null
  answeredAt: Date | null
  attemptedAt: Date | null
}
/** The seam's record as the rules see it; offers oldest first. */
export interface Handover {
  state: HandoverState
  lane: Lane
  productLineId: string
  receiverId: string | null
  /** Accepted by itself because one member wears both hats. */
  byRule: boolean
  /** After three expired offers a manager decides; it stays open. */
  withManager: boolean
  firstOfferedAt: Date | null
  acceptedAt: Date | null
  decidedAt: Date | null
  decisionDueAt: Date | null
  /** It was sent back, and a manager said that it should not have been. */
  overruled: boolean
  offers: readonly Offer[]
}
/** Who does it, and for whom else they may: those they stand in for, or everyone for a manager. */
export interface Actor {
  memberId: string
  actsFor: readonly string[] | 'everyone'
}
/** Clocks that go on with the next receiver, and the calendar by which they ran so far. */
export interface RunningClocks {
  calendar: Calendar
  answerDueAt: Date | null
  attemptDueAt: Date | null
}
export type Moved = { ok: true; handover: Handover } | Refusal

/** From each state, where a handover may go. Empty = it has ended. */
export const MOVES: Readonly<Record<HandoverState, readonly HandoverState[]>> = {
  waiting: ['offered', 'working', 'withdrawn', 'joined'],
  offered: ['working', 'sent_back', 'withdrawn', 'joined'],
  working: ['qualified', 'sent_back', 'withdrawn', 'joined'],
  qualified: [],
  sent_back: [],
  withdrawn: [],
  joined: [],
  signalled: [],
}
export const isOpen = ({ state }: Pick<Handover, 'state'>): boolean => MOVES[state].length > 0
export const openOffer = ({ offers }: Handover): Offer | null =>
  offers.find((one) => one.state === 'open') ?? null
export const handOns = ({ offers }: Handover): number =>
  offers.filter((one) => one.cause === 'hand_on').length
export const expiries = ({ offers }: Handover): number =>
  offers.filter((one) => one.state === 'expired').length

export type RouteDecision =
  | { to: 'join'; handoverId: string }
  | { to: 'signal_deal'; dealId: string; ownerId: string | null }
  | { to: 'signal_account' }
  | { to: 'route' }

/** Before anybody is chosen: whom does this crossing reach? In the order that the handover promises. */
export function decideRoute(known: {
  openHandover: { id: string } | null
  openDeal: { id: string; ownerId: string | null } | null
  isCustomer: boolean
}): RouteDecision {
  const { openHandover, openDeal, isCustomer } = known
  if (openHandover) return { to: 'join', handoverId: openHandover.id }
  if (openDeal) return { to: 'signal_deal', dealId: openDeal.id, ownerId: openDeal.ownerId }
  if (isCustomer) return { to: 'signal_account' }
  return { to: 'route' }
}

/** A handover as it is born: joined or signalled ends at once, else it waits for its first offer. */
export function newHandover(
  lane: Lane,
  productLineId: string,
  decision: RouteDecision['to'] = 'route',
): Handover {
  const signals = decision === 'signal_deal' || decision === 'signal_account'
  return {
    state: decision === 'join' ? 'joined' : signals ? 'signalled' : 'waiting',
    lane,
    productLineId,
    receiverId: null,
    byRule: false,
    withManager: false,
    firstOfferedAt: null,
    acceptedAt: null,
    decidedAt: null,
    decisionDueAt: null,
    overruled: false,
    offers: [],
  }
}

export type SentBack =
  | { ok: true; kind: 'sent_back'; handover: Handover; listVersion: number; nurtureUntil: Date | null }
  | { ok: true; kind: 'other_product'; handover: Handover; opens: Handover; running: RunningClocks | null }
  | Refusal

/**
 * Sends the person back with a reason and its evidence, before or after acceptance. A wish for another product is
 * no send-back: it withdraws this handover and opens one that keeps the older clock (give `running` to its offer).
 */
export function sendBack(
  handover: Handover,
  actor: Actor,
  given: SendBack,
  context: Omit<ReasonContext, 'productLineId'>,
): SentBack {
  const { productLineId, lane, firstOfferedAt, receiverId, state } = handover
  const offer = openOffer(handover)
  if (!offer && state !== 'working') return answered(handover)
  if (!mayAct(actor, receiverId)) return notYours()
  const checked = checkReason(given, { ...context, productLineId })
  if (!checked.ok) return checked
  const { now, calendar } = context
  if (given.code === 'other_product') {
    const opens = { ...newHandover(lane, given.productLineId), firstOfferedAt }
    const running = offer && { calendar, answerDueAt: offer.answerDueAt, attemptDueAt: offer.attemptDueAt }
    return { ok: true, kind: 'other_product', handover: close(handover, 'withdrawn', now), opens, running }
  }
  const back = offer ? withOffer(handover, { ...offer, state: 'sent_back', answeredAt: now }) : handover
  const nurtureUntil = given.code === 'too_early' ? given.date : null
  const next: Handover = { ...back, state: 'sent_back', decidedAt: now }
  return { ok: true, kind: 'sent_back', handover: next, listVersion: REASON_LIST_VERSION, nurtureUntil }
}

/** The person unsubscribed, was erased, or turned out not to be a lead: an open offer ends with it. */
export function withdraw(handover: Handover, at: Date): Moved {
  return isOpen(handover) ? { ok: true, handover: close(handover, 'withdrawn', at) } : ended(handover)
}

/** A deal made from it reached the stage marked "qualified". */
export function qualify(handover: Handover, at: Date): Moved {
  if (handover.state === 'working')
    return { ok: true, handover: { ...handover, state: 'qualified', decidedAt: at } }
  return isOpen(handover)
    ? refusal('not_accepted', 'Accept the lead first; then its deal can qualify it.')
    : ended(handover)
}

/**
 * Two open handovers of one person become one after a merge: the one further along stays (then the one offered
 * first), with the older of both clocks; the other is joined.
 */
export function joinTwo(a: Handover, b: Handover, at: Date): { stays: Handover; joins: Handover } {
  const rank = ({ state }: Handover) => ['waiting', 'offered', 'working'].indexOf(state)
  const age = (one: Handover) => one.firstOfferedAt?.getTime() ?? Number.POSITIVE_INFINITY
  const [first, second] = rank(b) > rank(a) || (rank(b) === rank(a) && age(b) < age(a)) ? [b, a] : [a, b]
  const [mine, theirs] = [openOffer(first), openOffer(second)]
  const kept =
    mine && theirs
      ? withOffer(first, {
          ...mine,
          answerDueAt: older(mine.answerDueAt, theirs.answerDueAt),
          attemptDueAt: older(mine.attemptDueAt, theirs.attemptDueAt),
        })
      : first
  const stays: Handover = {
    ...kept,
    firstOfferedAt: first.firstOfferedAt
      ? older(first.firstOfferedAt, second.firstOfferedAt)
      : second.firstOfferedAt,
    decisionDueAt: older(first.decisionDueAt, second.decisionDueAt),
  }
  return { stays, joins: close(second, 'joined', at) }
}

/** No cover (null) stays no cover: another receiver's clock doesn't make a breach of it. */
const older = (mine: Date | null, theirs: Date | null) => (mine && theirs && theirs < mine ? theirs : mine)

export function withOffer(handover: Handover, changed: Offer): Handover {
  return {
    ...handover,
    offers: handover.offers.map((one) => (one.number === changed.number ? changed : one)),
  }
}

function close(handover: Handover, state: 'withdrawn' | 'joined', at: Date): Handover {
  const offer = openOffer(handover)
  const next = offer ? withOffer(handover, { ...offer, state: 'withdrawn', answeredAt: at }) : handover
  return { ...next, state }
}

export function mayAct({ memberId, actsFor }: Actor, receiverId: string | null): boolean {
  return (
    actsFor === 'everyone' || memberId === receiverId || (receiverId !== null && actsFor.includes(receiverId))
  )
}
export const notYours = () =>
  refusal('not_your_offer', 'This lead is offered to somebody else. Ask them to hand it on to you.')
export const ended = ({ state }: Handover) =>
  refusal(
    'handover_ended',
    `This handover has ended (${state.replace('_', ' ')}). A new act of theirs opens the next.`,
  )
export const answered = (handover: Handover) =>
  isOpen(handover)
    ? refusal(
        'handover_already_answered',
        'No offer is open: somebody was faster, or it expired. Reload to see who has it.',
      )
    : ended(handover)

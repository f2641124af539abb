import type { Calendar } from '#workspace/calendars'
import {
  type Attempt,
  DEFAULT_PROMISES,
  dueAt,
  judgedAt,
  type Lane,
  type Promises,
  passDue,
} from './clocks.ts'
import {
  type Actor,
  answered,
  ended,
  expiries,
  type Handover,
  handOns,
  isOpen,
  type Moved,
  mayAct,
  notYours,
  type Offer,
  openOffer,
  type RunningClocks,
  withOffer,
} from './handover.ts'
import { refusal } from './reasons.ts'

export const MOST_HAND_ONS = 2
export const MOST_EXPIRIES = 3

export interface Receiver {
  memberId: string
  calendar: Calendar
}
export interface OfferTerms {
  /** The engine offers by routing; a member (a manager's queue) by hand. */
  by: 'engine' | 'member'
  promises?: Promises
  /** Clocks of an earlier handover that go on; without them the offer has clocks of its own. */
  running?: RunningClocks | null
}

/** Lays the handover before a member; answer and attempt clocks start, unless running ones go on. */
export function offerTo(handover: Handover, receiver: Receiver, at: Date, terms: OfferTerms): Moved {
  const { state, lane, offers } = handover
  const { by, promises = DEFAULT_PROMISES, running = null } = terms
  if (state !== 'waiting' && state !== 'offered') {
    return isOpen(handover)
      ? refusal('handover_accepted', 'Somebody works on this lead already.')
      : ended(handover)
  }
  if (openOffer(handover))
    return refusal('offer_open', 'It is offered to somebody already. Hand it on instead.')
  if (handover.withManager && by === 'engine') {
    return refusal('with_manager', `${MOST_EXPIRIES} offers expired: a manager decides who takes it.`)
  }
  const offer: Offer = {
    number: offers.length + 1,
    memberId: receiver.memberId,
    cause: offers.length === 0 ? 'first' : 'reoffer',
    state: 'open',
    offeredAt: at,
    ...clocksFor(lane, receiver.calendar, at, promises, running),
    answeredAt: null,
    attemptedAt: null,
  }
  const next: Handover = {
    ...handover,
    state: 'offered',
    withManager: false,
    receiverId: receiver.memberId,
    firstOfferedAt: handover.firstOfferedAt ?? at,
    offers: [...offers, offer],
  }
  return { ok: true, handover: next }
}

function clocksFor(
  lane: Lane,
  calendar: Calendar,
  at: Date,
  promises: Promises,
  running: RunningClocks | null,
) {
  const answerDueAt = dueAt('answer', lane, calendar, at, promises)
  const attemptDueAt = dueAt('attempt', lane, calendar, at, promises)
  if (!running) return { answerDueAt, attemptDueAt }
  return {
    answerDueAt: passDue(running.answerDueAt, running.calendar, calendar, at, answerDueAt),
    attemptDueAt: passDue(running.attemptDueAt, running.calendar, calendar, at, attemptDueAt),
  }
}

/** The receiver takes the person over; the decision clock starts. Of two acceptances the second is refused. */
export function accept(
  handover: Handover,
  actor: Actor,
  calendar: Calendar,
  at: Date,
  promises: Promises = DEFAULT_PROMISES,
): Moved {
  const offer = openOffer(handover)
  if (!offer) return answered(handover)
  if (!mayAct(actor, offer.memberId)) return notYours()
  const next: Handover = {
    ...withOffer(handover, { ...offer, state: 'accepted', answeredAt: at }),
    state: 'working',
    receiverId: actor.memberId,
    acceptedAt: at,
    decisionDueAt: dueAt('decision', handover.lane, calendar, at, promises),
  }
  return { ok: true, handover: next }
}

/** Solo: the crossing accepts by itself, marked so that it never enters an acceptance rate. */
export function acceptByRule(
  handover: Handover,
  receiver: Receiver,
  at: Date,
  promises: Promises = DEFAULT_PROMISES,
): Moved {
  const offered = offerTo(handover, receiver, at, { by: 'engine', promises })
  if (!offered.ok) return offered
  const self: Actor = { memberId: receiver.memberId, actsFor: [] }
  const accepted = accept(offered.handover, self, receiver.calendar, at, promises)
  return accepted.ok ? { ok: true, handover: { ...accepted.handover, byRule: true } } : accepted
}

/**
 * What an attempt does: the first by the receiver (or who may act for them) stops the attempt clock at the time by
 * which it is judged; a proven one also accepts. Automatic replies, attempts of others and ones from before the
 * offer change nothing.
 */
export function attempted(
  handover: Handover,
  attempt: Attempt,
  actor: Actor,
  calendar: Calendar,
  promises: Promises = DEFAULT_PROMISES,
): Handover {
  const offer = handover.offers.findLast((one) => one.state === 'open' || one.state === 'accepted')
  const at = judgedAt(attempt)
  if (!offer || !isOpen(handover) || attempt.automatic || at < offer.offeredAt) return handover
  if (!mayAct(actor, handover.receiverId)) return handover
  const attemptedAt = offer.attemptedAt && offer.attemptedAt <= at ? offer.attemptedAt : at
  const noted = withOffer(handover, { ...offer, attemptedAt })
  if (attempt.evidence === 'reported' || offer.state === 'accepted') return noted
  const accepted = accept(noted, actor, calendar, at, promises)
  return accepted.ok ? accepted.handover : noted
}

/** Hands an unanswered offer to a colleague, at most twice; the running clocks go with it. */
export function handOn(
  handover: Handover,
  actor: Actor,
  from: Calendar,
  to: Receiver,
  at: Date,
  promises: Promises = DEFAULT_PROMISES,
): Moved {
  const offer = openOffer(handover)
  if (!offer) return answered(handover)
  if (!mayAct(actor, offer.memberId)) return notYours()
  if (to.memberId === offer.memberId)
    return refusal('same_receiver', 'Choose a colleague: it is with them already.')
  if (handOns(handover) >= MOST_HAND_ONS) {
    return refusal('handed_on_twice', 'It was handed on twice. Accept it, or send it back with a reason.')
  }
  const { answerDueAt, attemptDueAt } = offer
  const clocks = clocksFor(handover.lane, to.calendar, at, promises, {
    calendar: from,
    answerDueAt,
    attemptDueAt,
  })
  const passed: Offer = {
    ...offer,
    ...clocks,
    ...(offer.attemptedAt && { attemptDueAt }),
    number: handover.offers.length + 1,
    memberId: to.memberId,
    cause: 'hand_on',
    offeredAt: at,
  }
  const next = withOffer(handover, { ...offer, state: 'handed_on', answeredAt: at })
  return { ok: true, handover: { ...next, receiverId: to.memberId, offers: [...next.offers, passed] } }
}

/** The receiver is away before they answered: their offer is over without being a breach, and it goes on. */
export function takeFrom(handover: Handover, at: Date): Moved {
  const offer = openOffer(handover)
  if (!offer) return answered(handover)
  const next = withOffer(handover, { ...offer, state: 'withdrawn', answeredAt: at })
  return { ok: true, handover: { ...next, receiverId: null } }
}

/**
 * The answer clock ran out: the offer is over and the handover, still open, wants a re-offer, or after the third
 * time its manager. An offer without cover never expires.
 */
export function expire(handover: Handover, now: Date): Moved {
  const offer = openOffer(handover)
  if (!offer) return answered(handover)
  if (!offer.answerDueAt || now <= offer.answerDueAt) {
    return refusal('not_due', 'The answer is not due yet, so the offer stands.')
  }
  const next = withOffer(handover, { ...offer, state: 'expired' })
  return { ok: true, handover: { ...next, receiverId: null, withManager: expiries(next) >= MOST_EXPIRIES } }
}

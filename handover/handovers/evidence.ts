import { DateTime } from 'luxon'
import type { OwnReason } from '#handover/agreed/contract'
import type { Calendar } from '#workspace/calendars'
import { type Attempt, type AttemptsAgreed, DEFAULT_ATTEMPTS, triedEnough } from './clocks.ts'
import { isOwn, type ReasonCode, type Refusal, refusal, type SendBack } from './reasons.ts'

/** What the seller has to show for a reason is judged against this. */
export interface ReasonContext {
  now: Date
  /** The product line of the handover. */
  productLineId: string
  attempts: readonly Attempt[]
  calendar: Calendar
  agreed?: AttemptsAgreed
  /** The firm's own reasons. */
  own?: readonly OwnReason[]
}

const EMPTY_EVIDENCE: Partial<Record<ReasonCode, string>> = {
  not_eligible: 'Say which criterion is not met.',
  other_product: 'Choose the product line that they want.',
  already_customer: 'Choose the customer, company or deal that you found.',
  competitor: 'Name the competitor that they chose.',
  wrong_data: 'Choose the field that is wrong.',
  duplicate: 'Choose the record that this one repeats.',
  other: 'Say in a few words what happened.',
}

/** Is the reason backed by its evidence? The same rules open and close the reasons on the card. */
export function checkReason(given: SendBack, context: ReasonContext): { ok: true } | Refusal {
  if (given.code === 'not_interested') return { ok: true }
  if (given.code === 'no_answer') return checkNoAnswer(context)
  if (given.code === 'too_early') return checkDate(given.date, context.now)
  const { code, ...evidence } = given
  if (isOwn(code)) return checkOwn(given as { code: string; text: string }, context.own ?? [])
  const isEmpty = Object.values(evidence).every((text) => text.trim() === '')
  if (isEmpty) return refusal('evidence_missing', EMPTY_EVIDENCE[code] ?? 'Add what shows it.')
  if (given.code === 'other_product' && given.productLineId === context.productLineId) {
    return refusal('same_product', 'This lead is already for that product line. Choose the other one.')
  }
  return { ok: true }
}

function checkOwn(
  { code, text }: { code: string; text: string },
  own: readonly OwnReason[],
): { ok: true } | Refusal {
  const reason = own.find((one) => one.code === code && !one.retired)
  if (!reason) return refusal('no_reason', 'This reason is not offered any more. Choose another.')
  if (reason.asks && text.trim() === '') return refusal('evidence_missing', reason.asks)
  return { ok: true }
}

function checkNoAnswer({
  attempts,
  calendar,
  agreed = DEFAULT_ATTEMPTS,
}: ReasonContext): { ok: true } | Refusal {
  const tried = triedEnough(attempts, calendar, agreed)
  if (tried.enough) return { ok: true }
  const { days, channels, hoursApart } = agreed
  return refusal(
    'too_few_attempts',
    `Try on ${count(days, 'day')} over ${count(channels, 'channel')}, at least ${count(hoursApart, 'business hour')} ` +
      `apart, then "No answer" opens. So far: ${count(tried.days, 'day')}, ${count(tried.channels, 'channel')}.`,
  )
}

/** When a day on which somebody comes back begins, where the firm is. */
export const beginsAt = (day: string, zone: string): Date =>
  DateTime.fromISO(day, { zone }).startOf('day').toJSDate()

/** On which day of the firm somebody comes back. */
export const dayOf = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toISODate()!

/** A day on which somebody comes back: from tomorrow, within twelve months. */
export function checkDate(date: Date, now: Date): { ok: true } | Refusal {
  const latest = new Date(now)
  latest.setUTCMonth(latest.getUTCMonth() + MONTHS_AHEAD)
  // 29 February plus a year would be 1 March: stay in the month.
  if (latest.getUTCDate() !== now.getUTCDate()) latest.setUTCDate(0)
  if (Number.isNaN(date.getTime()) || date <= now || date > latest) {
    return refusal('date_out_of_range', `Choose a day from tomorrow, within ${MONTHS_AHEAD} months.`)
  }
  return { ok: true }
}

const MONTHS_AHEAD = 12
const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

/** Nobody is offered again so soon after a send-back, unless they ask. */
export const REST_DAYS = 30
const DAY_MS = 86_400_000

export interface Return {
  decidedAt: Date
  /** The date of "too early". */
  nurtureUntil: Date | null
  /** Who sent the person back, and gets them again. */
  memberId: string
  note: string | null
}
export interface LastActs {
  /** The newest human act of any kind, and the newest by which the person asked for sales. */
  actAt: Date | null
  askedAt: Date | null
}

/**
 * May a person who was sent back be offered again? Only after a new human act after the decision or after the
 * agreed date, and not within 30 days (of 24 hours) unless they ask; then to the same person, with the note.
 */
export function mayComeBack(
  { decidedAt, nurtureUntil, memberId, note }: Return,
  { actAt, askedAt }: LastActs,
  now: Date,
): { ok: true; memberId: string; note: string | null } | Refusal {
  const back = { ok: true, memberId, note } as const
  if (askedAt && askedAt > decidedAt) return back
  const restUntil = new Date(decidedAt.getTime() + REST_DAYS * DAY_MS)
  if (now < restUntil) {
    const day = restUntil.toISOString().slice(0, 10)
    return refusal('resting', `Sent back recently: can be offered again from ${day}, or at once if they ask.`)
  }
  if ((actAt && actAt > decidedAt) || (nurtureUntil && now >= nurtureUntil)) return back
  return refusal('no_new_act', 'Sent back: comes up again when they do something new, or on the agreed date.')
}

import { DateTime } from 'luxon'

export type ProtectionState = 'registered' | 'confirmed' | 'refused' | 'withdrawn' | 'ended'
/** What stands in the way of a registration, the strongest first. */
export type BlockedBy = 'handover' | 'deal' | 'customer' | 'protection'
export interface Blocked {
  by: BlockedBy
  /** It is with whoever registers. */
  theirs: boolean
}

export const DEFAULT_MONTHS = 6
/** More registrations in a day are no work but a search for whom we know. */
export const MOST_A_DAY = 20
const warnDays = 14

/** The end of a window that begins now, at the end of that day where the firm is. */
export const windowEnd = (from: Date, months: number, zone: string): Date =>
  DateTime.fromJSDate(from, { zone }).plus({ months }).endOf('day').startOf('second').toJSDate()

/** When who has it hears that it is about to end; null once that day has passed. */
export function warnAt(endsAt: Date, now: Date): Date | null {
  const at = DateTime.fromJSDate(endsAt, { zone: 'utc' }).minus({ days: warnDays }).toJSDate()
  return at > now ? at : null
}

/**
 * What a contractor reads of a refusal by rule. Only of what is theirs does it say more than that we are at it already:
 * whether they are a customer or in talks, and with whom, is not told.
 */
export function refusalWords({ by, theirs }: Blocked): string {
  if (theirs)
    return by === 'protection'
      ? 'You have registered them already.'
      : 'They are with you already, so there is nothing to protect.'
  return by === 'protection' ? 'Another partner has registered them before you.' : 'They are with us already.'
}

/** What a manager reads of it. */
export const blockedWords: Record<BlockedBy, string> = {
  handover: 'Sales has them: a handover is open',
  deal: 'A deal is open',
  customer: 'A customer already',
  protection: 'Registered by somebody else before',
}

import {
  addBusinessMinutes,
  businessMinutesBetween,
  type Calendar,
  localDay,
  minutesPerWorkingDay,
} from '#workspace/calendars'

export type Lane = 'asked' | 'earned'
export type ClockKind = 'answer' | 'attempt' | 'decision'

/** What the agreement promises: business minutes to answer and to attempt, working days to decide. */
export interface Promises {
  answerMinutes: Record<Lane, number>
  attemptMinutes: Record<Lane, number>
  decisionDays: Record<Lane, number>
}
export const DEFAULT_PROMISES: Promises = {
  answerMinutes: { asked: 60, earned: 240 },
  attemptMinutes: { asked: 120, earned: 480 },
  decisionDays: { asked: 10, earned: 15 },
}

/**
 * Business minutes promised for a clock. A working day counts as the average open minutes of the receiver's own
 * days, so that all three clocks use one arithmetic and holidays, absence and part time lengthen each alike.
 */
export function promisedMinutes(kind: ClockKind, lane: Lane, calendar: Calendar, promises: Promises): number {
  if (kind === 'answer') return promises.answerMinutes[lane]
  if (kind === 'attempt') return promises.attemptMinutes[lane]
  return promises.decisionDays[lane] * minutesPerWorkingDay(calendar)
}

/** When a clock started at `from` is due; null = the calendar does not open that long: no cover, nobody's breach. */
export function dueAt(
  kind: ClockKind,
  lane: Lane,
  calendar: Calendar,
  from: Date,
  promises: Promises = DEFAULT_PROMISES,
): Date | null {
  const minutes = promisedMinutes(kind, lane, calendar, promises)
  // A calendar without hours makes its working day, and so the promise, nothing: that is no cover either.
  return minutes === 0 && minutesPerWorkingDay(calendar) === 0
    ? null
    : addBusinessMinutes(calendar, from, minutes)
}

/**
 * Hands a running clock to another receiver at `at`: the business minutes left by the first calendar run on in the
 * second. An overdue clock stays overdue. Who had no cover passes on a clock that has not run: give `fresh`.
 */
export function passDue(
  due: Date | null,
  from: Calendar,
  to: Calendar,
  at: Date,
  fresh: Date | null,
): Date | null {
  if (!due) return fresh
  return due <= at ? due : addBusinessMinutes(to, at, businessMinutesBetween(from, at, due))
}

export type ClockState = 'running' | 'overdue' | 'met' | 'missed' | 'no_cover'

/** Met at or before due counts; without cover there is no breach, whether it was answered or not. */
export function clockState(due: Date | null, stoppedAt: Date | null, now: Date): ClockState {
  if (!due) return 'no_cover'
  if (stoppedAt) return stoppedAt <= due ? 'met' : 'missed'
  return now <= due ? 'running' : 'overdue'
}

export interface Attempt {
  memberId: string
  channel: string
  occurredAt: Date
  recordedAt: Date
  /** Proven by a machine (sent mail, booking, held meeting, telephony) or reported by the seller. */
  evidence: 'proven' | 'reported'
  /** An automatic reply, which is nobody's attempt. */
  automatic?: boolean
}

/** Attempts on one channel within this time are one. */
const BURST_MS = 30 * 60_000

/** The time by which a duty is judged: when it was recorded, unless a machine proves when it happened. */
export function judgedAt({ evidence, occurredAt, recordedAt }: Attempt): Date {
  return evidence === 'proven' ? occurredAt : recordedAt
}

/** The attempts that count, by time: no automatic ones, and of a burst on one channel only the first. */
export function countedAttempts(attempts: readonly Attempt[]): Attempt[] {
  const lastOn = new Map<string, number>()
  return attempts
    .filter((attempt) => !attempt.automatic)
    .sort((a, b) => judgedAt(a).getTime() - judgedAt(b).getTime() || (a.channel < b.channel ? -1 : 1))
    .filter((attempt) => {
      const time = judgedAt(attempt).getTime()
      const last = lastOn.get(attempt.channel)
      if (last !== undefined && time - last < BURST_MS) return false
      lastOn.set(attempt.channel, time)
      return true
    })
}

/** What the agreement asks for before "no answer" may be said. */
export interface AttemptsAgreed {
  days: number
  channels: number
  hoursApart: number
}
export const DEFAULT_ATTEMPTS: AttemptsAgreed = { days: 3, channels: 2, hoursApart: 4 }

/**
 * Have the agreed attempts been made: on so many local days, over so many channels, each so many business hours
 * after the one before? `days` and `channels` say how far the best such row of attempts has come.
 */
export function triedEnough(
  attempts: readonly Attempt[],
  calendar: Calendar,
  agreed: AttemptsAgreed = DEFAULT_ATTEMPTS,
): { enough: boolean; days: number; channels: number } {
  const counted = countedAttempts(attempts)
  const channels = [...new Set(counted.map((attempt) => attempt.channel))]
  const best = { enough: false, days: 0, channels: 0 }
  // For each attempt: the most days that a row ending with it can have, by the set of channels in the row.
  const rows: { day: string; minute: number; bit: number; daysBy: Map<number, number> }[] = []
  for (const attempt of counted) {
    const time = judgedAt(attempt)
    const minute = businessMinutesBetween(calendar, judgedAt(counted[0] as Attempt), time)
    const bit = 1 << channels.indexOf(attempt.channel)
    const row = { day: localDay(calendar, time), minute, bit, daysBy: new Map([[bit, 1]]) }
    for (const earlier of rows) {
      if (earlier.day === row.day || row.minute - earlier.minute < agreed.hoursApart * 60) continue
      for (const [set, days] of earlier.daysBy) {
        row.daysBy.set(set | bit, Math.max(row.daysBy.get(set | bit) ?? 0, days + 1))
      }
    }
    rows.push(row)
    for (const [set, days] of row.daysBy) {
      const over = channels.filter((_, i) => set & (1 << i)).length
      best.enough ||= days >= agreed.days && over >= agreed.channels
      if (days > best.days || (days === best.days && over > best.channels)) {
        Object.assign(best, { days, channels: over })
      }
    }
  }
  return best
}

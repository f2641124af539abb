import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { businessMinutesBetween, type Calendar } from '#workspace/calendars'
import {
  type Attempt,
  clockState,
  countedAttempts,
  DEFAULT_PROMISES,
  dueAt,
  judgedAt,
  passDue,
  promisedMinutes,
  triedEnough,
} from './clocks.ts'

const nineToFive = [[540, 1020]] as const
const utc: Calendar = {
  zone: 'UTC',
  hours: { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive },
  holidays: new Set(),
  absences: [],
}
const halfDays: Calendar = { ...utc, hours: { 1: [[540, 780]], 2: [[540, 780]], 3: [[540, 780]] } }
const closed: Calendar = { ...utc, hours: {} }
/** 2026-03-02 is a Monday. */
const day = (date: number, time = '09:00') => new Date(`2026-03-${String(date).padStart(2, '0')}T${time}:00Z`)

describe('the three clocks', () => {
  it.each([
    ['answer', 'asked', '2026-03-02T10:00:00.000Z'],
    ['answer', 'earned', '2026-03-02T13:00:00.000Z'],
    ['attempt', 'asked', '2026-03-02T11:00:00.000Z'],
    ['attempt', 'earned', '2026-03-02T17:00:00.000Z'],
    ['decision', 'asked', '2026-03-13T17:00:00.000Z'],
    ['decision', 'earned', '2026-03-20T17:00:00.000Z'],
  ] as const)('%s, %s, from Monday 9:00', (kind, lane, due) => {
    expect(dueAt(kind, lane, utc, day(2))?.toISOString()).toBe(due)
  })

  it('ten working days are ten of the receiver’s own days', () => {
    expect(promisedMinutes('decision', 'asked', halfDays, DEFAULT_PROMISES)).toBe(10 * 240)
    expect(dueAt('decision', 'asked', halfDays, day(2))?.toISOString()).toBe('2026-03-23T13:00:00.000Z')
  })

  it('no cover is no due time', () => {
    expect(dueAt('answer', 'asked', closed, day(2))).toBeNull()
    expect(dueAt('decision', 'asked', closed, day(2))).toBeNull()
    expect(clockState(null, null, day(9))).toBe('no_cover')
    expect(clockState(null, day(9), day(9))).toBe('no_cover')
  })

  it.each([
    [null, day(1), 'running'],
    [null, day(2), 'running'],
    [null, day(3), 'overdue'],
    [day(2), day(9), 'met'],
    [day(3), day(9), 'missed'],
  ] as const)('due on the 2nd, stopped %s, seen %s: %s', (stopped, now, state) => {
    expect(clockState(day(2), stopped, now)).toBe(state)
  })

  it('handing on keeps what is left, by the next calendar; overdue stays; no cover starts fresh', () => {
    expect(passDue(day(2, '13:00'), utc, halfDays, day(2, '12:00'), null)).toEqual(day(2, '13:00'))
    expect(passDue(day(2, '16:00'), utc, halfDays, day(2, '12:00'), null)).toEqual(day(3, '12:00'))
    expect(passDue(day(2, '16:00'), utc, halfDays, day(3, '12:00'), null)).toEqual(day(2, '16:00'))
    expect(passDue(null, closed, utc, day(2), day(2, '10:00'))).toEqual(day(2, '10:00'))
    expect(passDue(day(2, '16:00'), utc, closed, day(2, '12:00'), null)).toBeNull()
  })

  it('any chain of receivers has together the minutes promised', () => {
    const minute = fc.integer({ min: 1, max: 4000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(minute, fc.constantFrom(utc, halfDays)), { maxLength: 4 }), (handOns) => {
        let [from, calendar, due, used] = [day(2), utc, dueAt('attempt', 'earned', utc, day(2)), 0]
        for (const [minutes, next] of handOns) {
          const at = new Date(from.getTime() + minutes * 60_000)
          if (!due || due <= at) break
          used += businessMinutesBetween(calendar, from, at)
          due = passDue(due, calendar, next, at, null)
          from = at
          calendar = next
        }
        expect(used + businessMinutesBetween(calendar, from, due as Date)).toBe(480)
      }),
    )
  })
})

const attempt = (at: Date, channel = 'phone', more: Partial<Attempt> = {}): Attempt => ({
  memberId: 'anna',
  channel,
  occurredAt: at,
  recordedAt: at,
  evidence: 'reported',
  ...more,
})

describe('attempts', () => {
  it('are judged by their recording, unless a machine proves them', () => {
    const late = { occurredAt: day(2), recordedAt: day(4) }
    expect(judgedAt(attempt(day(2), 'phone', late))).toEqual(day(4))
    expect(judgedAt(attempt(day(2), 'email', { ...late, evidence: 'proven' }))).toEqual(day(2))
  })

  it('in a burst on one channel count once; automatic ones never', () => {
    const burst = [attempt(day(2, '09:29')), attempt(day(2)), attempt(day(2, '09:10'), 'email')]
    expect(countedAttempts(burst)).toEqual([burst[1], burst[2]])
    expect(countedAttempts([attempt(day(2)), attempt(day(2, '09:30'))])).toHaveLength(2)
    const allMorning = ['09:00', '09:20', '09:40', '10:00'].map((time) => attempt(day(2, time)))
    expect(countedAttempts(allMorning)).toEqual([allMorning[0], allMorning[2]])
    expect(countedAttempts([attempt(day(2), 'email', { automatic: true })])).toEqual([])
  })
})

describe('tried enough', () => {
  it.each([
    ['nothing', [], false, 0, 0],
    ['three days, two channels', [attempt(day(2)), attempt(day(3), 'email'), attempt(day(4))], true, 3, 2],
    ['one channel', [attempt(day(2)), attempt(day(3)), attempt(day(4))], false, 3, 1],
    ['two days', [attempt(day(2)), attempt(day(2, '14:00'), 'email'), attempt(day(3, '11:00'))], false, 2, 2],
    [
      'the second channel at another hour of a day',
      [attempt(day(2)), attempt(day(2, '10:00'), 'email'), attempt(day(3)), attempt(day(4))],
      true,
      3,
      2,
    ],
    [
      'too close: evening and next morning',
      [
        attempt(day(2, '16:00')),
        attempt(day(3, '09:30'), 'email'),
        attempt(day(3, '16:00')),
        attempt(day(4, '09:30')),
      ],
      false,
      2,
      2,
    ],
    [
      'all recorded at the end',
      [2, 3, 4].map((d) => attempt(day(d), `c${d}`, { recordedAt: day(5) })),
      false,
      1,
      1,
    ],
    [
      'proven ones recorded at the end',
      [2, 3, 4].map((d) => attempt(day(d), `c${d}`, { recordedAt: day(5), evidence: 'proven' })),
      true,
      3,
      3,
    ],
  ] as [string, Attempt[], boolean, number, number][])('%s', (_, attempts, enough, days, channels) => {
    expect(triedEnough(attempts, utc)).toEqual({ enough, days, channels })
  })

  it('says the same as trying every choice of three attempts', () => {
    const some = fc.array(
      fc
        .tuple(
          fc.integer({ min: 2, max: 6 }),
          fc.integer({ min: 9, max: 16 }),
          fc.constantFrom('phone', 'email'),
        )
        .map(([date, hour, channel]) => attempt(day(date, `${String(hour).padStart(2, '0')}:00`), channel)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(some, (attempts) => {
        const counted = countedAttempts(attempts)
        const apart = (a: Attempt, b: Attempt) =>
          a.occurredAt.getUTCDate() !== b.occurredAt.getUTCDate() &&
          businessMinutesBetween(utc, a.occurredAt, b.occurredAt) >= 240
        const any = counted.some((a) =>
          counted.some((b) =>
            counted.some(
              (c) => apart(a, b) && apart(b, c) && new Set([a.channel, b.channel, c.channel]).size >= 2,
            ),
          ),
        )
        expect(triedEnough(attempts, utc).enough).toBe(any)
      }),
      { numRuns: 300 },
    )
  })
})

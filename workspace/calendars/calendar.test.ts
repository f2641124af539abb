import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addBusinessMinutes,
  businessMinutesBetween,
  type Calendar,
  localDay,
  minutesPerWorkingDay,
  type Weekday,
} from './calendar.ts'

const nineToFive = [[540, 1020]] as const
const weekdays: Calendar['hours'] = {
  1: nineToFive,
  2: nineToFive,
  3: nineToFive,
  4: nineToFive,
  5: nineToFive,
}
const wholeDay = [[0, 1440]] as const
const always: Calendar['hours'] = {
  1: wholeDay,
  2: wholeDay,
  3: wholeDay,
  4: wholeDay,
  5: wholeDay,
  6: wholeDay,
  7: wholeDay,
}

function calendar(zone: string, hours: Calendar['hours'], more: Partial<Calendar> = {}): Calendar {
  return { zone, hours, holidays: new Set(), absences: [], ...more }
}
const berlin = calendar('Europe/Berlin', weekdays)
const add = (one: Calendar, from: string, minutes: number) =>
  addBusinessMinutes(one, new Date(from), minutes)?.toISOString() ?? null
const between = (one: Calendar, from: string, to: string) =>
  businessMinutesBetween(one, new Date(from), new Date(to))

describe('adding business minutes', () => {
  // 2026-03-06 is a Friday; Berlin is UTC+1 until 2026-03-29.
  it.each([
    ['within the day', '2026-03-06T09:00:00Z', 60, '2026-03-06T10:00:00.000Z'],
    ['until closing time exactly', '2026-03-06T15:00:00Z', 60, '2026-03-06T16:00:00.000Z'],
    ['over the weekend', '2026-03-06T15:30:00Z', 60, '2026-03-09T08:30:00.000Z'],
    ['from before opening', '2026-03-06T03:00:00Z', 5, '2026-03-06T08:05:00.000Z'],
    ['from a Sunday', '2026-03-08T10:00:00Z', 1, '2026-03-09T08:01:00.000Z'],
    ['nothing', '2026-03-08T10:00:00Z', 0, '2026-03-08T10:00:00.000Z'],
    ['a week over the change of clocks', '2026-03-27T15:00:00Z', 480, '2026-03-30T14:00:00.000Z'],
  ])('%s', (_, from, minutes, expected) => {
    expect(add(berlin, from, minutes)).toBe(expected)
  })

  it('skips holidays, given as a set or as a function, and absences', () => {
    const monday = '2026-03-09'
    const away = [{ from: new Date('2026-03-10T09:00:00Z'), to: new Date('2026-03-10T11:00:00Z') }]
    const closed = { ...berlin, holidays: new Set([monday]), absences: away }
    expect(add(closed, '2026-03-06T15:30:00Z', 120)).toBe('2026-03-10T11:30:00.000Z')
    expect(add({ ...closed, holidays: (day) => day === monday }, '2026-03-06T15:30:00Z', 120)).toBe(
      '2026-03-10T11:30:00.000Z',
    )
  })

  it('is null when the calendar never opens that long within 400 days', () => {
    expect(add(calendar('Europe/Berlin', {}), '2026-03-06T09:00:00Z', 1)).toBeNull()
    expect(add({ ...berlin, holidays: () => true }, '2026-03-06T09:00:00Z', 1)).toBeNull()
    const gone = [{ from: new Date('2026-01-01'), to: new Date('2030-01-01') }]
    expect(add({ ...berlin, absences: gone }, '2026-03-06T09:00:00Z', 1)).toBeNull()
    expect(add(berlin, '2026-03-06T09:00:00Z', 1_000_000)).toBeNull()
  })

  it('refuses nonsense', () => {
    expect(() => add(berlin, '2026-03-06T09:00:00Z', -1)).toThrow(RangeError)
    expect(() => add(calendar('Mars/Base', weekdays), '2026-03-06T09:00:00Z', 1)).toThrow('Unknown time zone')
  })
})

describe('clock changes', () => {
  const fromTo = (zone: string, hours: Calendar['hours'], from: string, to: string) =>
    between(calendar(zone, hours), from, to)
  it.each([
    ['Berlin forward: 23 hours', 'Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23 * 60],
    ['Berlin back: 25 hours', 'Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25 * 60],
    ['New York forward', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z', 23 * 60],
    ['New York back', 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z', 25 * 60],
    [
      'Lord Howe forward: half an hour',
      'Australia/Lord_Howe',
      '2026-10-03T13:30:00Z',
      '2026-10-04T13:00:00Z',
      23.5 * 60,
    ],
    [
      'Lord Howe back: half an hour',
      'Australia/Lord_Howe',
      '2026-04-04T13:00:00Z',
      '2026-04-05T13:30:00Z',
      24.5 * 60,
    ],
    [
      'Havana: midnight comes twice',
      'America/Havana',
      '2026-11-01T04:00:00Z',
      '2026-11-02T05:00:00Z',
      25 * 60,
    ],
  ])('%s', (_, zone, from, to, minutes) => {
    expect(fromTo(zone, always, from, to)).toBe(minutes)
  })

  it('a start in the gap takes the offset before it; spans that then overlap count once', () => {
    const night = { 7: [[150, 240]] } as const
    expect(fromTo('Europe/Berlin', night, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(30)
    const two = {
      7: [
        [120, 150],
        [180, 240],
      ],
    } as const
    expect(fromTo('Europe/Berlin', two, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(60)
  })

  it('a time that comes twice is the first', () => {
    const twice = { 7: [[135, 165]] } as const
    const berlinNight = calendar('Europe/Berlin', twice)
    expect(between(berlinNight, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(30)
    expect(add(berlinNight, '2026-10-24T12:00:00Z', 10)).toBe('2026-10-25T00:25:00.000Z')
  })

  it('Apia had no Friday 30 December 2011', () => {
    const apia = calendar('Pacific/Apia', weekdays)
    // Thursday 29th, 16:00 (UTC−10) + 2 h: one hour on Thursday, the next on Monday 2 January (UTC+14).
    expect(add(apia, '2011-12-30T02:00:00Z', 120)).toBe('2012-01-01T20:00:00.000Z')
    expect(between(apia, '2011-12-29T10:00:00Z', '2012-01-01T10:00:00Z')).toBe(480)
    expect(fromTo('Pacific/Apia', always, '2011-12-29T10:00:00Z', '2011-12-31T10:00:00Z')).toBe(2 * 1440)
    expect(localDay(apia, new Date('2011-12-30T10:00:00Z'))).toBe('2011-12-31')
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Havana',
  'America/Asuncion',
  'Asia/Kolkata',
]
const spans = fc
  .array(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 4 })
  .map((ends) => [...ends].sort((a, b) => a - b))
  .map((ends) => [
    [ends[0]!, ends[1]!] as const,
    ...(ends.length === 4 ? [[ends[2]!, ends[3]!] as const] : []),
  ])
const aWeek = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 7 }), spans), { minLength: 1, maxLength: 7 })
  .map((days): Calendar['hours'] => Object.fromEntries(days) as Record<Weekday, (typeof days)[number][1]>)
const instant = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
const someTime = fc.oneof(
  instant('2026-01-01', '2027-06-01'),
  instant('2011-12-20', '2012-01-10'),
  instant('2026-10-20', '2026-11-05'),
)
const absence = fc
  .tuple(someTime, fc.integer({ min: -1, max: 20 * 1440 }))
  .map(([from, minutes]) => ({ from, to: new Date(from.getTime() + minutes * 60_000) }))
const aCalendar = fc.record({
  zone: fc.constantFrom(...zones),
  hours: aWeek,
  holidays: fc
    .subarray(['2026-12-25', '2026-10-25', '2011-12-31', '2026-03-29'])
    .map((days) => new Set(days)),
  absences: fc.array(absence, { maxLength: 3 }),
})

describe('laws of business time', () => {
  it('between(from, add(from, n)) = n, and no earlier instant reaches n', () => {
    fc.assert(
      fc.property(aCalendar, someTime, fc.integer({ min: 1, max: 5000 }), (one, from, minutes) => {
        const due = addBusinessMinutes(one, from, minutes)
        fc.pre(due !== null)
        expect(businessMinutesBetween(one, from, due)).toBe(minutes)
        expect(businessMinutesBetween(one, from, new Date(due.getTime() - 1))).toBeLessThan(minutes)
      }),
    )
  })

  it('adds up over any instant between, and never exceeds the clock', () => {
    fc.assert(
      fc.property(aCalendar, fc.tuple(someTime, someTime, someTime), (one, instants) => {
        const [a, b, c] = instants.sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date]
        fc.pre(c.getTime() - a.getTime() < 300 * 86_400_000)
        const [first, second, all] = [
          businessMinutesBetween(one, a, b),
          businessMinutesBetween(one, b, c),
          businessMinutesBetween(one, a, c),
        ]
        expect(first + second).toBeCloseTo(all, 6)
        expect(all).toBeLessThanOrEqual((c.getTime() - a.getTime()) / 60_000)
        expect(businessMinutesBetween(one, c, a)).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('a clock that never closes is plain elapsed time in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        someTime,
        fc.integer({ min: 0, max: 100_000 }),
        (zone, from, minutes) => {
          const due = new Date(from.getTime() + minutes * 60_000)
          expect(addBusinessMinutes(calendar(zone, always), from, minutes)).toEqual(due)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a working day', () => {
  it('is the average over the days that open', () => {
    expect(minutesPerWorkingDay(berlin)).toBe(480)
    expect(minutesPerWorkingDay(calendar('Europe/Berlin', { 1: nineToFive, 5: [[540, 780]], 6: [] }))).toBe(
      360,
    )
    expect(minutesPerWorkingDay(calendar('Europe/Berlin', {}))).toBe(0)
  })
})

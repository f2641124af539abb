import fc from 'fast-check'
import { expect, it } from 'vitest'
import { forecast } from './forecast.ts'

const none = { now: Number.POSITIVE_INFINITY, weekly: Number.POSITIVE_INFINITY }
const rows = (...lines: string[]) => lines.map((productLineId) => ({ productLineId }))

it.each([
  ['no limit: all now', rows('a', 'a'), {}, none, [0, 0]],
  [
    'the rest of this week, then week by week',
    rows('a', 'a', 'a', 'a'),
    { a: { now: 1, weekly: 2 } },
    none,
    [0, 1, 1, 2],
  ],
  ['the receivers’ week counts for all lines', rows('a', 'b', 'a'), {}, { now: 1, weekly: 1 }, [0, 1, 2]],
  [
    'a full line lets another go first',
    rows('a', 'a', 'b'),
    { a: { now: 1, weekly: 1 } },
    { now: 2, weekly: 2 },
    [0, 1, 0],
  ],
  ['nobody takes any', rows('a'), {}, { now: 0, weekly: 0 }, [null]],
])('%s', (_title, waiting, lines, receivers, weeks) => {
  expect(forecast(waiting, new Map(Object.entries(lines)), receivers)).toEqual(weeks)
})

it('never promises more than a week has, and keeps the order within a line', () => {
  const room = fc.record({ now: fc.nat(4), weekly: fc.nat(4) })
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 }),
      fc.dictionary(fc.constantFrom('a', 'b'), room),
      room,
      (lines, limits, receivers) => {
        const weeks = forecast(rows(...lines), new Map(Object.entries(limits)), receivers)
        const many = (week: number, line?: string) =>
          weeks.filter((one, at) => one === week && (line === undefined || lines[at] === line)).length
        for (const week of new Set(weeks.flatMap((one) => one ?? []))) {
          expect(many(week)).toBeLessThanOrEqual(week === 0 ? receivers.now : receivers.weekly)
          for (const [line, { now, weekly }] of Object.entries(limits))
            expect(many(week, line)).toBeLessThanOrEqual(week === 0 ? now : weekly)
        }
        for (const line of new Set(lines)) {
          const own = weeks.filter((_, at) => lines[at] === line).map((week) => week ?? 1e9)
          expect(own).toEqual(own.toSorted((a, b) => a - b))
        }
      },
    ),
  )
})

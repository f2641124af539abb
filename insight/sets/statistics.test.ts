import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, p90, quantile, ripeness, tellShare, wilson } from './statistics.ts'

const share = fc
  .tuple(fc.nat(2000), fc.nat(2000))
  .map(([a, b]) => ({ hits: Math.min(a, b), cases: Math.max(a, b) }))
  .filter(({ cases }) => cases > 0)

describe('the Wilson interval', () => {
  // Newcombe 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i is %d to %d', (hits, cases, low, high) => {
    expect(wilson(hits, cases)?.low).toBeCloseTo(low, 4)
    expect(wilson(hits, cases)?.high).toBeCloseTo(high, 4)
  })

  it('is nothing without cases, and refuses what is no share', () => {
    expect(wilson(0, 0)).toBeNull()
    for (const [hits, cases] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
    ] as const) {
      expect(() => wilson(hits, cases)).toThrow(RangeError)
    }
  })

  it('holds the share, stays in 0..1, and mirrors', () => {
    fc.assert(
      fc.property(share, ({ hits, cases }) => {
        const { low, high } = wilson(hits, cases)!
        const mirror = wilson(cases - hits, cases)!
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(hits / cases)
        expect(high).toBeGreaterThanOrEqual(hits / cases)
        expect(high).toBeLessThanOrEqual(1)
        expect(mirror.low).toBeCloseTo(1 - high, 12)
      }),
    )
  })

  it('narrows with more cases of the same share', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 2, max: 50 }), ({ hits, cases }, times) => {
        const width = ({ low, high }: { low: number; high: number }) => high - low
        expect(width(wilson(hits * times, cases * times)!)).toBeLessThan(width(wilson(hits, cases)!))
      }),
    )
  })
})

describe('telling a share', () => {
  it.each([
    [0, 0, 'none', '–'],
    [3, 7, 'count', '3 of 7'],
    [29, 29, 'count', '29 of 29'],
    [10, 30, 'percent', '33.3 %'],
    [4238, 6711, 'percent', '63.2 %'],
  ] as const)('%i of %i', (hits, cases, kind, text) => {
    expect(tellShare(hits, cases)).toMatchObject({ kind, text })
  })
})

describe('median and p90', () => {
  it.each([
    [[], null, null],
    [[5], 5, 5],
    [[4, 1], 2.5, 3.7],
    [[3, 1, 2], 2, 2.8],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 5, 9],
  ])('%j', (values, middle, ninety) => {
    expect(median(values)).toBe(middle)
    if (ninety === null) expect(p90(values)).toBeNull()
    else expect(p90(values)).toBeCloseTo(ninety, 12)
  })

  it('refuses nonsense', () => {
    expect(() => quantile([1], 1.1)).toThrow(RangeError)
    expect(() => quantile([Number.NaN], 0.5)).toThrow(RangeError)
  })

  it('lies within the values, grows with q, ignores order, and splits them as promised', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 })
    const part = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)
    fc.assert(
      fc.property(values, part, part, (some, a, b) => {
        const at = (q: number) => quantile(some, q)!
        expect(at(0)).toBe(Math.min(...some))
        expect(at(1)).toBe(Math.max(...some))
        expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)))
        expect(quantile(some.toReversed(), a)).toBe(at(a))
        const below = some.filter((value) => value <= at(a)).length
        expect(below).toBeGreaterThanOrEqual(Math.floor(a * (some.length - 1)))
      }),
    )
  })
})

describe('ripeness', () => {
  const day = (date: number) => new Date(Date.UTC(2026, 2, date))
  it('waits for the youngest', () => {
    const cohort = [day(3), day(1), day(2)]
    expect(ripeness(cohort, 30, day(33))).toEqual({ ripe: false, ripeAfter: day(33) })
    expect(ripeness(cohort, 30, new Date(day(33).getTime() + 1)).ripe).toBe(true)
    expect(ripeness([], 30, day(1))).toEqual({ ripe: true, ripeAfter: null })
  })
})

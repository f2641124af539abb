import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inWords, isPush, minorRate, missingFor, placeBetween, risksOf, valueMinor } from './deal.ts'

describe('value', () => {
  it.each([
    [{ oneOffMinor: 1000, recurringMinor: 0, termMonths: 0 }, 1000],
    [{ oneOffMinor: 0, recurringMinor: 500, termMonths: 3 }, 1500],
    [{ oneOffMinor: 100, recurringMinor: 500, termMonths: 36 }, 6100],
  ])('of %o is %i', (amounts, value) => expect(valueMinor(amounts)).toBe(value))
})

describe('required facts', () => {
  const bare = {
    oneOffMinor: 0,
    recurringMinor: 0,
    termMonths: 0,
    expectedClose: null,
    contactId: null,
    companyId: null,
    ownerId: null,
  }
  const custom = { labels: new Map([['budget_holder', 'Budget holder']]), values: {} }
  const words = (...of: Parameters<typeof missingFor>) => missingFor(...of).map((it) => it.words)

  it('names all that is missing', () => {
    const required = ['amount', 'expectedClose', 'contact', 'company', 'owner', 'budget_holder']
    expect(words({ required }, bare, custom)).toEqual([
      'an amount',
      'an expected close date',
      'a contact',
      'a company',
      'an owner',
      '“Budget holder”',
    ])
  })
  it('asks for nothing that is there', () => {
    const full = { ...bare, oneOffMinor: 1, expectedClose: '2026-01-01' }
    const values = { budget_holder: 'x' }
    expect(
      words({ required: ['amount', 'expectedClose', 'budget_holder'] }, full, { ...custom, values }),
    ).toEqual([])
  })
  it('waits for no field that was put away', () => {
    expect(words({ required: ['gone_field'] }, bare, custom)).toEqual([])
  })
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j reads “%s”', (list, text) => expect(inWords(list)).toBe(text))
})

describe('pushes', () => {
  it.each([
    [null, '2026-01-01', false],
    ['2026-01-01', null, false],
    ['2026-01-02', '2026-01-01', false],
    ['2026-01-01', '2026-01-01', false],
    ['2026-01-01', '2026-02-01', true],
  ])('%s → %s: %s', (before, after, push) => expect(isPush(before, after)).toBe(push))
})

describe('places on the board', () => {
  it('lie strictly between their neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (above, gap) => {
        const place = placeBetween(above, above + gap)
        return above < place && place < above + gap
      }),
    )
  })
  it('exist at both ends and on an empty column', () => {
    expect(placeBetween(undefined, undefined)).toBe(0)
    expect(placeBetween(undefined, 5)).toBeLessThan(5)
    expect(placeBetween(5, undefined)).toBeGreaterThan(5)
  })
})

describe('the rate between minor units', () => {
  it.each([
    ['USD', 'EUR', 0.9, 100, 90],
    ['JPY', 'EUR', 0.006, 1000, 600],
    ['KWD', 'EUR', 3, 1000, 300],
    ['EUR', 'JPY', 160, 100, 160],
  ])('%s into %s at %d: %i becomes %i', (of, into, rate, minor, becomes) =>
    expect(Math.round(minor * minorRate(rate, of, into))).toBe(becomes),
  )
})

describe('risk', () => {
  const now = new Date('2026-03-20T12:00:00Z')
  const at = { now, today: '2026-03-20' }
  const day = (n: number) => new Date(now.getTime() - n * 24 * 3600_000)
  it.each([
    ['2026-03-20', 1, true, []],
    ['2026-03-19', 1, true, ['overdue']],
    [null, 13, true, []],
    [null, 14, true, ['quiet']],
    [null, 1, false, ['no_next_step']],
    ['2026-01-01', 40, false, ['overdue', 'quiet', 'no_next_step']],
  ])('expected %s, last talk %i days ago, next step %s: %j', (expectedClose, days, hasNextStep, kinds) => {
    const risks = risksOf({ expectedClose, createdAt: day(60), talkedAt: day(days), hasNextStep }, at)
    expect(risks.map((it) => it.kind)).toEqual(kinds)
  })

  it('begins with the deal, not with what its person did before', () => {
    const fresh = { expectedClose: null, createdAt: day(0.5), talkedAt: day(90), hasNextStep: false }
    expect(risksOf(fresh, at)).toEqual([])
  })
})

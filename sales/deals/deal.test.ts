import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPush, missingFor, placeBetween, valueMinor } from './deal.ts'

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
  }
  it('names all that is missing', () => {
    expect(
      missingFor({ required: ['amount', 'expectedClose', 'contact', 'company', 'budget_holder'] }, bare),
    ).toEqual(['an amount', 'an expected close date', 'a contact', 'a company', '“budget_holder”'])
  })
  it('asks for nothing that is there', () => {
    const full = { ...bare, oneOffMinor: 1, expectedClose: '2026-01-01' }
    expect(
      missingFor(
        { required: ['amount', 'expectedClose', 'budget_holder'] },
        full,
        new Map([['budget_holder', 'x']]),
      ),
    ).toEqual([])
  })
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

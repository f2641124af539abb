import { describe, expect, it } from 'vitest'
import { crossing, type Definition, isNewAct, type Place, placeAfter, readiness } from './score.ts'

const NOW = new Date('2026-03-02T12:00:00Z')
const DAY = 86_400_000
const wanted: Definition = {
  productLineId: 'default',
  rules: [],
  fitMax: 100,
  interestMax: 100,
  enter: 60,
  leave: 50,
  required: ['email'],
  exclude: [{ field: 'customer', op: 'eq', value: true }],
  recencyDays: 30,
}
const facts = { email: 'a@b.example', customer: false }
const strong = (total: number, daysSince = 1) => ({
  at: NOW,
  total,
  lastActAt: new Date(NOW.getTime() - daysSince * DAY),
})

describe('readiness', () => {
  it.each([
    [60, false, true, true],
    [59, false, false, false],
    [59, true, true, false],
    [50, true, true, false],
    [49, true, false, false],
  ])('at %i, ready before: %s → ready %s, could enter %s', (total, before, ready, enters) => {
    expect(readiness(wanted, strong(total), facts, before)).toMatchObject({ ready, enters })
  })

  it('names everything that is missing', () => {
    const { ready, missing, changesAt } = readiness(
      wanted,
      strong(12, 30),
      { customer: true, email: '' },
      false,
    )
    expect(ready).toBe(false)
    expect(missing.map((one) => one.what)).toEqual(['score', 'fact', 'excluded', 'recent_act'])
    expect(changesAt).toBeNull()
  })

  it('ends with the recency of the last act, to the instant', () => {
    const { changesAt } = readiness(wanted, strong(80, 29), facts, true)
    expect(changesAt).toEqual(new Date(NOW.getTime() + DAY))
    expect(readiness(wanted, { ...strong(80, 29), at: changesAt! }, facts, true).ready).toBe(false)
    const justBefore = new Date(changesAt!.getTime() - 1)
    expect(readiness(wanted, { ...strong(80, 29), at: justBefore }, facts, true).ready).toBe(true)
  })

  it('without an act is never recent', () => {
    expect(readiness(wanted, { at: NOW, total: 90, lastActAt: null }, facts, true).ready).toBe(false)
  })
})

describe('a crossing', () => {
  const after = (total: number, before: Place) => readiness(wanted, strong(total), facts, before !== 'none')
  it.each([
    ['none', 60, true, 'crosses', 'ready'],
    ['none', 60, false, 'candidate', 'candidate'],
    ['none', 55, true, 'none', 'none'],
    ['candidate', 60, true, 'crosses', 'ready'],
    ['candidate', 55, true, 'none', 'candidate'],
    ['candidate', 60, false, 'none', 'candidate'],
    ['candidate', 49, true, 'leaves', 'none'],
    ['ready', 90, true, 'none', 'ready'],
    ['ready', 55, false, 'none', 'ready'],
    ['ready', 49, true, 'leaves', 'none'],
  ] as const)('from %s at %i with a new act %s: %s → %s', (before, total, act, crossed, place) => {
    const result = crossing(before, after(total, before), act)
    expect([result, placeAfter(before, result)]).toEqual([crossed, place])
  })
})

describe('a new act', () => {
  const receivedAt = NOW
  const plus = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
  it.each([
    ['known at once', { imported: false, identifiedAt: NOW, humanAt: NOW }, true],
    ['of a person known for long', { imported: false, identifiedAt: plus(-9999), humanAt: NOW }, true],
    ['a click settled after two minutes', { imported: false, identifiedAt: NOW, humanAt: plus(2) }, true],
    ['a verdict revised the next day', { imported: false, identifiedAt: NOW, humanAt: plus(1440) }, false],
    ['brought by a merge', { imported: false, identifiedAt: plus(600), humanAt: NOW }, false],
    ['from an import', { imported: true, identifiedAt: NOW, humanAt: NOW }, false],
  ])('%s', (_, known, expected) => {
    expect(isNewAct({ receivedAt, ...known })).toBe(expected)
  })
})

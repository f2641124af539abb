import { describe, expect, it } from 'vitest'
import { refusalWords, warnAt, windowEnd } from './protection.ts'

const at = (text: string) => new Date(text)

describe('a protection window', () => {
  it.each([
    ['2026-03-02T08:00:00Z', 6, '2026-09-02T21:59:59.000Z'],
    ['2026-08-31T08:00:00Z', 6, '2027-02-28T22:59:59.000Z'],
    ['2026-03-02T23:30:00Z', 1, '2026-04-03T21:59:59.000Z'],
  ])('that begins %s lasts %s months, until %s', (from, months, until) => {
    expect(windowEnd(at(from), months, 'Europe/Berlin').toISOString()).toBe(until)
  })
  it('is said to end two weeks before, and not in the past', () => {
    const end = at('2026-09-02T21:59:59Z')
    expect(warnAt(end, at('2026-03-02T08:00:00Z'))).toEqual(at('2026-08-19T21:59:59Z'))
    expect(warnAt(end, at('2026-08-20T08:00:00Z'))).toBeNull()
  })
})

describe('a refusal by rule', () => {
  it('tells of what is out of reach only that we are at it', () => {
    const said = (['handover', 'deal', 'customer'] as const).map((by) => refusalWords({ by, theirs: false }))
    expect(new Set(said)).toEqual(new Set(['They are with us already.']))
  })
})

import { describe, expect, it } from 'vitest'
import type { Figure } from '#insight/numbers'
import { nextToFreeze, restatements, rowChanges, spanOf } from './month.ts'

const berlin = 'Europe/Berlin'

describe('the month of a firm', () => {
  it.each([
    ['2026-03-01', berlin, '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z', '2026-04-14T22:00:00Z'],
    ['2026-12-01', 'UTC', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z', '2027-01-15T00:00:00Z'],
    [
      '2026-01-01',
      'America/New_York',
      '2026-01-01T05:00:00Z',
      '2026-02-01T05:00:00Z',
      '2026-02-15T05:00:00Z',
    ],
  ])('%s in %s', (month, zone, from, to, freezesAt) => {
    expect(spanOf(month, zone)).toEqual({
      from: new Date(from),
      to: new Date(to),
      freezesAt: new Date(freezesAt),
    })
  })
  it.each([
    ['2026-04-14T21:59:59Z', '2026-03-01'],
    ['2026-04-14T22:00:00Z', '2026-04-01'],
    ['2026-01-02T00:00:00Z', '2025-12-01'],
  ])('at %s the next to freeze is %s', (now, month) => {
    expect(nextToFreeze(new Date(now), berlin)).toBe(month)
  })
  it('tells rows that joined, left or are worth something else', () => {
    expect(rowChanges({ a: 1, b: null, c: 3 }, { b: null, c: 4, d: 5 })).toEqual([
      { id: 'a', change: 'left', was: 1, is: null },
      { id: 'c', change: 'changed', was: 3, is: 4 },
      { id: 'd', change: 'joined', was: null, is: 5 },
    ])
  })
  it('restates what says something else, and a part that was nothing, but no number that is new', () => {
    const counted = (key: string, value: number, origin?: string): Figure => ({
      ...{ key, section: 'revenue', label: key, formula: '', kind: 'count', value, n: value },
      ...{ share: null, ripe: true, note: null, behind: [{ key: 'deal.won', view: 'period', origin }] },
    })
    const was = [counted('same', 1), counted('other', 1), counted('gone', 1)]
    const is = [counted('same', 1), counted('other', 2), counted('new', 3), counted('part', 4, 'partner')]
    expect(restatements(was, is).map(({ key }) => key)).toEqual(['other', 'gone', 'part'])
  })
})

import { describe, expect, it } from 'vitest'
import { type Tried, verdictOn } from './attempt.ts'
import { asOne } from './change.ts'

const now = new Date('2026-03-02T08:00:00Z')
const tried = (status: number | null, retryAfter: string | null = null): Tried => ({
  ...{ status, retryAfter, tookMs: 1, answer: null, failure: null },
})
const waits = (of: Tried, attempts: number, chance = 0) => {
  const verdict = verdictOn(of, attempts, now, chance)
  return verdict.state === 'waiting' ? (verdict.nextAt.getTime() - now.getTime()) / 1000 : verdict.state
}

describe('an attempt', () => {
  it.each([200, 202, 299])('answered %i delivers', (status) => {
    expect(verdictOn(tried(status), 1, now, 0)).toEqual({ state: 'delivered' })
  })
  it.each([null, 199, 302, 400, 404, 429, 500])('answered %s is made again', (status) => {
    expect(waits(tried(status), 1)).toBe(5)
  })
  it('is made ten times in three days, with growing pauses', () => {
    const pauses = Array.from({ length: 10 }, (_, n) => waits(tried(500), n + 1))
    expect(pauses).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, 'failed'])
  })
  it('comes up to a tenth later by chance', () => {
    expect([waits(tried(500), 2, 0), waits(tried(500), 2, 0.5), waits(tried(500), 2, 1)]).toEqual([
      300, 315, 330,
    ])
  })
  it.each([
    ['120', 1, 120],
    ['120', 2, 300],
    ['Mon, 02 Mar 2026 08:10:00 GMT', 1, 600],
    ['Mon, 02 Mar 2026 07:00:00 GMT', 1, 5],
    ['999999999', 1, 86_400],
    ['soon', 1, 5],
    ['-5', 1, 5],
  ])('with Retry-After %s after attempt %i waits %i s', (retryAfter, attempts, seconds) => {
    expect(waits(tried(503, retryAfter), attempts)).toBe(seconds)
  })
  it('answered 410 is the last, and one not answered so may come through later', () => {
    expect(verdictOn(tried(410), 1, now, 0)).toEqual({ state: 'failed', gone: true })
    expect(verdictOn(tried(null), 10, now, 0)).toEqual({ state: 'failed', gone: false })
  })
})

describe('several steps as one', () => {
  it('begin with the first before and end with the last after', () => {
    const steps = [
      { before: { city: 'Bonn', name: 'A' }, after: { city: 'Köln', name: 'B' } },
      { before: { city: 'Köln' }, after: { city: 'Ulm' } },
    ]
    expect(asOne(steps)).toEqual({ was: { city: 'Bonn', name: 'A' }, is: { city: 'Ulm', name: 'B' } })
  })
  it('that end where they began are none, nor is what was made and taken away', () => {
    const there = { before: { bars: ['x'] }, after: { bars: [] } }
    expect(asOne([there, { before: there.after, after: { bars: ['x'] } }])).toBeNull()
    expect(
      asOne([
        { before: null, after: { id: 1 } },
        { before: { id: 1 }, after: null },
      ]),
    ).toBeNull()
    expect(asOne([])).toBeNull()
  })
  it('of what is new are what it is in the end', () => {
    const made = [
      { before: null, after: { id: 1, state: 'waiting' } },
      { before: { state: 'waiting' }, after: { state: 'offered' } },
    ]
    expect(asOne(made)).toEqual({ was: null, is: { id: 1, state: 'offered' } })
  })
})

import { describe, expect, it } from 'vitest'
import { type ConsentRow, permissionsAt } from './permission.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
let made = 0
const row = (more: Partial<ConsentRow>): ConsentRow => ({
  id: String(++made).padStart(4, '0'),
  subjectId: 'a',
  channel: 'email',
  topic: 'newsletter',
  basis: 'consent',
  state: 'granted',
  at: day(1),
  expiresAt: null,
  wording: null,
  ...more,
})
const states = (rows: ConsentRow[], bars: string[] = []) =>
  permissionsAt(rows, bars, day(20)).map((it) => `${it.channel} ${it.topic} ${it.basis} ${it.state}`)

describe('what a person permits', () => {
  it('is what they said last', () => {
    expect(states([row({ state: 'withdrawn', at: day(2) }), row({ at: day(1) })])).toEqual([
      'email newsletter consent withdrawn',
    ])
    expect(states([row({ state: 'withdrawn', at: day(2) }), row({ at: day(3) })])).toEqual([
      'email newsletter consent granted',
    ])
  })
  it('never widens when two records become one', () => {
    expect(states([row({ subjectId: 'b', state: 'objected', at: day(1) }), row({ at: day(9) })])).toEqual([
      'email newsletter consent objected',
    ])
  })
  it('keeps a request to its own matter and channel', () => {
    expect(states([row({ channel: 'phone', topic: 'request', basis: 'request' })])).toEqual([
      'phone request request granted',
    ])
  })
  it('ends when it expires', () => {
    expect(states([row({ expiresAt: day(19) })])).toEqual(['email newsletter consent expired'])
    expect(states([row({ expiresAt: day(21) })])).toEqual(['email newsletter consent granted'])
  })
  it('shows what waits for a decision', () => {
    expect(states([row({})], ['email:unsubscribed'])).toEqual([
      'email * none barred',
      'email newsletter consent granted',
    ])
  })
})

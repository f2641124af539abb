import { describe, expect, it } from 'vitest'
import { daysOf, instantsOf } from './period.ts'

describe('a period', () => {
  const lateInBerlin = new Date('2026-03-31T22:30:00Z')
  it('is that of the firm’s zone, not of whoever looks', () => {
    expect(daysOf('month', lateInBerlin, 'Europe/Berlin')).toEqual({ from: '2026-04-01', to: '2026-04-30' })
    expect(daysOf('month', lateInBerlin, 'America/New_York')).toEqual({
      from: '2026-03-01',
      to: '2026-03-31',
    })
    expect(daysOf('last_30', lateInBerlin, 'Europe/Berlin')).toEqual({ from: '2026-03-03', to: '2026-04-01' })
  })
  it('begins and ends at midnight there, also where the clocks change', () => {
    expect(instantsOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Berlin')).toEqual({
      from: new Date('2026-03-28T23:00:00Z'),
      to: new Date('2026-03-29T22:00:00Z'),
    })
  })
})

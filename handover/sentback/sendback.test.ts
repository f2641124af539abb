import { describe, expect, it } from 'vitest'
import { nurtureByReason, upheldBy } from './sendback.ts'

const now = new Date('2026-03-10T15:00:00Z')

describe('until when somebody is nurtured by their reason', () => {
  it.each([
    ['no_answer', null, '2026-05-09T00:00:00.000Z'],
    ['not_interested', null, '2026-09-06T00:00:00.000Z'],
    ['competitor', null, '2027-01-04T00:00:00.000Z'],
    ['too_early', new Date('2026-07-01T00:00:00Z'), '2026-07-01T00:00:00.000Z'],
    ['too_early', new Date('2026-01-01T00:00:00Z'), undefined],
    ['duplicate', null, undefined],
  ])('%s', (reason, agreed, until) =>
    expect(nurtureByReason(reason, agreed, now, 'UTC')?.toISOString()).toBe(until),
  )

  it.each([
    ['America/New_York', '2026-05-08T04:00:00.000Z'],
    ['Europe/Berlin', '2026-05-08T22:00:00.000Z'],
  ])('from the day on that begins in %s', (zone, until) => {
    const night = new Date('2026-03-10T02:00:00Z')
    const on = zone === 'America/New_York' ? night : now
    expect(nurtureByReason('no_answer', null, on, zone)?.toISOString()).toBe(until)
  })
})

it('nurturing agrees; every other word stands for itself', () => {
  expect((['agreed', 'contested', 'nurture', 'upheld', 'overruled'] as const).map(upheldBy)).toEqual([
    'agreed',
    'contested',
    'agreed',
    'upheld',
    'overruled',
  ])
})

import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { type HandoverState, keptBy, keptState } from './index.ts'

const day = 86_400_000
const accepted = new Date('2026-03-02T09:00:00Z')
const later = (days: number) => new Date(accepted.getTime() + days * day)

describe('kept', async () => {
  const w = await world()
  const cases: [string, HandoverState, boolean, Date | null, Date | null, number, string | null, boolean?][] =
    [
      ['not accepted', 'offered', false, null, null, 90, null],
      ['accepted by rule', 'working', true, accepted, null, 90, null],
      ['withdrawn', 'withdrawn', false, accepted, later(3), 90, null],
      ['accepted, a day too early to know', 'working', false, accepted, null, 29, 'open'],
      ['accepted thirty days ago', 'working', false, accepted, null, 30, 'kept'],
      ['sent back on day 29', 'sent_back', false, accepted, later(29), 30, 'not_kept'],
      ['sent back on day 30', 'sent_back', false, accepted, later(30), 30, 'kept'],
      ['sent back and overruled', 'sent_back', false, accepted, later(3), 30, 'kept', true],
      ['overruled, too early to know', 'sent_back', false, accepted, later(3), 29, 'open', true],
      ['qualified', 'qualified', false, accepted, later(2), 31, 'kept'],
    ]
  it.each(cases)('%s', async (_, state, byRule, acceptedAt, decidedAt, days, expected, overruled = false) => {
    const now = later(days)
    expect(keptState({ state, byRule, overruled, acceptedAt, decidedAt }, now)?.state ?? null).toBe(expected)
    const asked = sql<{ kept: boolean }>`select coalesce(${keptBy('h', now)}, false) as kept from (values (
      ${byRule}::boolean, ${state}::text, ${acceptedAt}::timestamptz, ${decidedAt}::timestamptz,
      ${overruled ? 'overruled' : 'agreed'}::text
    )) as h(by_rule, state, accepted_at, decided_at, upheld)`
    const { rows } = await w.inside((db) => asked.execute(db))
    expect(rows[0]!.kept).toBe(expected === 'kept')
  })
})

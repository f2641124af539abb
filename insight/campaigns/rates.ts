import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { allSets, COHORT_WINDOW_DAYS, costSets, countAll, ripeOf } from '#insight/sets'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { firmZone } from '#workspace/members'
import type { OwnRate } from './contract.ts'

type Share = { key: OwnRate['key']; hits: string; cases: string; windowDays: number; ripeBy?: string }
const shares: readonly Share[] = [
  { key: 'win', hits: 'deal.won', cases: 'deal.closed', windowDays: 0 },
  {
    key: 'qualified',
    hits: 'handover.qualified',
    cases: 'handover.answerable',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  {
    key: 'offered',
    hits: 'cohort.offered',
    cases: 'cohort.ready',
    windowDays: COHORT_WINDOW_DAYS.leadToReady,
    // Who is not ready yet may still be.
    ripeBy: 'cohort.lead',
  },
  { key: 'ready', hits: 'cohort.ready', cases: 'cohort.lead', windowDays: COHORT_WINDOW_DAYS.leadToReady },
]

/**
 * The firm's own rates of the last twelve months, from the same sets as every number. Whoever sees a part of the leads is
 * told no cost of one: the spend is the whole firm's.
 */
export async function ownRates(db: Db, { now, reach }: { now: Date; reach: Actor['reach'] }) {
  const zone = await firmZone(db)
  const today = DateTime.fromJSDate(now, { zone }).startOf('day')
  const first = today.minus({ years: 1 }).plus({ days: 1 })
  const filter = {
    from: first.toJSDate(),
    to: today.plus({ days: 1 }).toJSDate(),
    ofSeen: reach !== undefined,
  }
  const sets = allSets(filter, 'period', now)
  const set = (key: string) => sets.find((it) => it.key === key)!
  const needed = new Set(shares.flatMap(({ hits, cases }) => [hits, cases]))
  const counts = await countAll(
    db,
    sets.filter(({ key }) => needed.has(key)),
  )
  const n = (key: string) => counts.get(key)?.n ?? 0
  const { rows } = await sql<{ n: number; median: number | null }>`
    select count(s.value)::int as n, percentile_cont(0.5) within group (order by s.value) as median from (${set('deal.won').rows}) s
    where s.value > 0`.execute(db)
  const won = rows[0]!
  const days = { from: first.toISODate()!, to: today.toISODate()! }
  const leads = n('cohort.lead')
  const costs = reach ? [] : costSets(filter, now).filter(({ key }) => key === 'spend.all')
  const spend = costs.length > 0 ? ((await countAll(db, costs)).get('spend.all')?.valueMinor ?? 0) : 0
  const rates: OwnRate[] = [
    {
      key: 'value',
      value: won.median === null ? null : Math.round(won.median),
      hits: won.n,
      cases: won.n,
      ripe: true,
    },
    ...shares.map(
      ({ key, hits, cases, windowDays, ripeBy = cases }): OwnRate => ({
        key,
        value: n(cases) === 0 ? null : n(hits) / n(cases),
        hits: n(hits),
        cases: n(cases),
        ripe: windowDays === 0 || ripeOf(counts.get(ripeBy), windowDays, now),
      }),
    ),
    {
      key: 'cost',
      value: spend === 0 || leads === 0 ? null : Math.round(spend / leads),
      hits: leads,
      cases: leads,
      ripe: true,
    },
  ]
  return { ...days, rates }
}

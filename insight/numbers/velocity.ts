import { sql } from 'kysely'
import { type Count, countAll, dealSets, type Filter, pipelineSets, type View } from '#insight/sets'
import type { Db } from '#platform/db'
import { type Figure, figure, shareFigure } from './figure.ts'
import { cyclesOf } from './numbers.ts'

const windowMs = 180 * 86_400_000
const view: View = 'period'

/** How fast the pipeline turns into money at the end of the period, and how much of it slipped. */
export async function velocityFigures(
  db: Db,
  filter: Filter,
  now: Date,
  counts: Map<string, Count>,
): Promise<Figure[]> {
  const end = filter.to < now ? filter.to : new Date(now.getTime() + 1)
  const closed = dealSets({ ...filter, from: new Date(end.getTime() - windowMs), to: end })
  const won = closed.find(({ key }) => key === 'deal.won')!
  const half = await countAll(
    db,
    closed.filter(({ key }) => key === 'deal.won' || key === 'deal.closed'),
  )
  const { rows } = await sql<{ median: number | null }>`
    select percentile_cont(0.5) within group (order by s.value) as median from (${won.rows}) s where s.value is not null`.execute(
    db,
  )
  const cycleDays = (await cyclesOf(db, won)).medianCycleDays
  const n = (key: string, of = counts) => of.get(key)?.n ?? 0
  const open = n('pipeline.qualified')
  const [hits, cases, value] = [n('deal.won', half), n('deal.closed', half), rows[0]?.median ?? null]
  const perDay =
    value === null || !cycleDays || cases === 0
      ? null
      : Math.round((open * (hits / cases) * value) / cycleDays)
  const slipped = pipelineSets(filter).find(({ key }) => key === 'pipeline.slipped')!
  const { rows: late } = await sql<{ median: number | null }>`
    select percentile_cont(0.5) within group (order by s.days) as median from (${slipped.rows}) s`.execute(db)
  const sum = (key: string) => counts.get(key)?.valueMinor ?? 0
  const behind = (...keys: string[]) => keys.map((key) => ({ key, view }))
  return [
    figure({
      ...{
        key: 'velocity',
        section: 'deals',
        label: 'Velocity',
        kind: 'money_per_day',
        value: perDay,
        n: open,
      },
      formula:
        'open qualified × win rate × median value ÷ median cycle; the last three of the 180 days before the end',
      note: perDay === null ? 'No deal was won in the 180 days before' : `from ${cases} closed deals`,
      behind: behind('pipeline.qualified'),
    }),
    shareFigure({
      ...{
        key: 'slip.count',
        section: 'deals',
        label: 'Deals that slipped',
        behind: behind('pipeline.slipping', 'pipeline.open'),
      },
      formula: 'deals whose expected close moved later ÷ deals open at any time in the period',
      ...{ hits: n('pipeline.slipping'), cases: n('pipeline.open') },
      note: `${n('pipeline.slipped')} moves`,
    }),
    figure({
      ...{
        key: 'slip.days',
        section: 'deals',
        label: 'Slipped by, median',
        kind: 'days',
        value: late[0]?.median ?? null,
      },
      formula: 'days by which an expected close moved later',
      ...{ n: n('pipeline.slipped'), behind: behind('pipeline.slipped') },
    }),
    figure({
      ...{
        key: 'slip.value',
        section: 'deals',
        label: 'Value that slipped',
        kind: 'money',
        value: sum('pipeline.slipping'),
      },
      formula: 'value of deals whose expected close moved later',
      ...{ n: n('pipeline.slipping'), behind: behind('pipeline.slipping') },
      note:
        sum('pipeline.open') > 0 && n('pipeline.open') >= 30
          ? `${((100 * sum('pipeline.slipping')) / sum('pipeline.open')).toFixed(1)} % of the open value`
          : null,
    }),
  ]
}

import { sql } from 'kysely'
import {
  allSets,
  type CountedSet,
  countAll,
  type Filter,
  isSpent,
  isWide,
  stageNames,
  stageSets,
  type View,
} from '#insight/sets'
import type { Db } from '#platform/db'
import { isVisits, letterFigures, visitFigures } from './arrivals.ts'
import { type Figure, figure, type Section, sections, shareFigure } from './figure.ts'
import { moneyFigures } from './money.ts'
import { cyclesOf, identitiesOf, originsOf, rateFigure, ratesOf, sentBackOf, sourcesOf } from './numbers.ts'
import { pausesOf } from './pauses.ts'
import { retentionFigures } from './retention.ts'
import { allTimes, timesOf } from './speed.ts'
import { velocityFigures } from './velocity.ts'

const view: View = 'period'

/**
 * Every number of a period under a filter, with what must hold between them: months, screens and files all ask here. Visits
 * take longest on a busy site: who shows none of them leaves them out.
 */
export async function figuresOf(db: Db, filter: Filter, now: Date, withVisits = true) {
  const sets = allSets(filter, view, now).filter((it) => !isVisits(it))
  const counts = await countAll(db, sets)
  const set = (key: string) => sets.find((it) => it.key === key)!
  const n = (key: string) => counts.get(key)?.n ?? 0
  const sum = (key: string) => counts.get(key)?.valueMinor ?? 0
  const count = (section: Section, key: string, formula: string): Figure =>
    figure({
      ...{ key, section, label: set(key).label, formula, kind: 'count', value: n(key), n: n(key) },
      behind: [{ key, view }],
    })
  const money = (section: Section, key: string, formula: string): Figure => ({
    ...count(section, key, formula),
    key: `${key}.value`,
    kind: 'money',
    value: sum(key),
  })

  const race = [
    ...['lead', 'ready', 'offered', 'accepted', 'qualified', 'won'].map((step) =>
      count('race', `funnel.${step}`, 'leads by the instant at which they got there'),
    ),
    count(
      'race',
      'handover.kept_then',
      'accepted by a person and not sent back within 30 days, which were over in the period: what an agreement promises a month of',
    ),
    ...['offered', 'joined', 'signalled', 'waiting', 'withdrawn'].map((step) => ({
      ...count('race', `ready.${step}`, 'of those who got ready in the period'),
      label: `Ready: ${set(`ready.${step}`).label.toLowerCase()}`,
    })),
  ]
  const rates = ratesOf(counts, now, await pausesOf(db, filter, now)).map(rateFigure)
  const sentBack = (await sentBackOf(db, set('handover.sent_back'))).map(
    ({ reason, label, n: all, upheld }) =>
      shareFigure({
        ...{ key: `sent_back.${reason}`, section: 'rates', label: `Upheld: ${label}`, hits: upheld },
        ...{ cases: n('handover.answerable'), formula: 'upheld with this reason ÷ (offered − withdrawn)' },
        ripe: rates.find(({ key }) => key === 'rate.upheld')!.ripe,
        note: `${all} sent back with it`,
        behind: [
          { key: 'handover.upheld', view, reason },
          { key: 'handover.answerable', view },
        ],
      }),
  )

  const origins = await originsOf(db, set('deal.won'))
  const sources = await sourcesOf(db, set('deal.won'))
  const revenue = [
    count('revenue', 'deal.won', 'deals won, by closing instant'),
    {
      ...money('revenue', 'deal.won', 'one-off + recurring × min(term, 12), at the rate of the closing day'),
      label: 'Won value',
      note:
        n('deal.won_without_rate') > 0 ? `${n('deal.won_without_rate')} without a rate are not in it` : null,
    },
    count('revenue', 'deal.lost', 'deals lost, by closing instant'),
    ...origins.map(({ origin, ...it }) =>
      figure({
        ...{ key: `origin.${origin}`, section: 'revenue', label: `Won, origin ${origin}`, kind: 'money' },
        formula: 'Σ value of won deals of this origin; one origin a deal',
        ...{ value: it.valueMinor, n: it.n, behind: [{ key: 'deal.won', view, origin }] },
      }),
    ),
    ...sources.map(({ channel, ...it }) =>
      figure({
        ...{ key: `source.${channel}`, section: 'revenue', label: `Sourced by ${channel}`, kind: 'money' },
        formula: 'Σ value of won deals whose lead has this source; one source a deal',
        ...{ value: it.valueMinor, n: it.n, behind: [{ key: 'deal.won', view, channel }] },
      }),
    ),
    {
      ...money(
        'revenue',
        'deal.influenced',
        'Σ value of won deals with a proven touch of their people in the 180 days before they were made, or until they were won; never summed over campaigns',
      ),
      label: 'Influenced value',
    },
  ]
  const cycle = await cyclesOf(db, set('deal.won'))
  const dealFigures = [
    figure({
      ...{ key: 'cycle', section: 'deals', label: 'Cycle', formula: 'won − created, median', kind: 'days' },
      ...{ value: cycle.medianCycleDays, n: n('deal.won'), behind: [{ key: 'deal.won', view }] },
    }),
    ...(await stageFigures(db, filter)),
    ...(await velocityFigures(db, filter, now, counts)),
  ]
  const pipeline = [
    ...['start', 'created', 'reopened', 'raised', 'lowered', 'won', 'lost', 'removed', 'end'].map((key) =>
      money('pipeline', `pipeline.${key}`, 'value of open deals, as it was kept at each change'),
    ),
  ]
  const customers = isWide(filter)
    ? ['start', 'new', 'brought', 'won_back', 'lost', 'end'].map((key) =>
        count(
          'customers',
          `customer.${key}`,
          'companies, or people without one, under a term or bought for good',
        ),
      )
    : [count('customers', 'customer.new', 'companies, or people without one, with their first won deal')]

  const identities = [
    ...identitiesOf(counts, n('funnel.ready'), origins),
    {
      name: 'Won value = sum over sources',
      left: sum('deal.won'),
      right: sources.reduce((all, one) => all + one.valueMinor, 0),
    },
    {
      name: 'Open pipeline at the end = start + created + reopened + raised − lowered − won − lost − removed',
      left: sum('pipeline.end'),
      right:
        ['start', 'created', 'reopened', 'raised'].reduce((all, key) => all + sum(`pipeline.${key}`), 0) -
        ['lowered', 'won', 'lost', 'removed'].reduce((all, key) => all + sum(`pipeline.${key}`), 0),
    },
    ...(isWide(filter)
      ? [
          {
            name: 'Customers at the end = start + new + brought in + won back − lost',
            left: n('customer.end'),
            right:
              n('customer.start') +
              n('customer.new') +
              n('customer.brought') +
              n('customer.won_back') -
              n('customer.lost'),
          },
        ]
      : []),
    ...(isWide(filter) && isSpent(filter)
      ? [
          {
            name: 'Spend = campaigns + unallocated',
            left: sum('spend.all'),
            right: sum('spend.campaigns') + sum('spend.unallocated'),
          },
        ]
      : []),
  ].map((row) => ({ ...row, holds: row.left === row.right }))
  return {
    figures: inOrder([
      ...(withVisits ? await visitFigures(db, filter, now) : []),
      ...race,
      ...rates,
      ...sentBack,
      ...(await speedFigures(db, filter, now, n('offer.no_cover'))),
      ...(await moneyFigures(db, filter, { counts, sets, now })),
      ...revenue,
      ...dealFigures,
      ...pipeline,
      ...customers,
      ...retentionFigures(filter, counts, now),
      ...letterFigures(filter, counts),
    ]),
    identities,
  }
}

const inOrder = (figures: readonly Figure[]): Figure[] =>
  figures.toSorted((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section))

async function speedFigures(db: Db, filter: Filter, now: Date, noCover: number): Promise<Figure[]> {
  const times = await allTimes(db, filter, now)
  const kinds = [
    [
      'answer',
      'Time to answer',
      'minutes',
      'offer.waited',
      'business minutes of the receiver from offer to accept or send back',
    ],
    [
      'attempt',
      'Time to attempt',
      'minutes',
      'offer.tried',
      'business minutes of the receiver from offer to the first attempt',
    ],
    [
      'talk',
      'Time to talk',
      'hours',
      'handover.talked',
      'hours of the clock from the first offer to the first two-way contact: reached, met, or answered by mail',
    ],
  ] as const
  return [
    ...kinds.flatMap(([which, label, kind, key, formula]) => {
      const { n, open, median, p90 } = timesOf(times[which])
      const common = { section: 'speed' as const, kind, n, ripe: open === 0, behind: [{ key, view }] }
      const note = open > 0 ? `${open} still run, with their time so far` : null
      return [
        figure({
          ...common,
          key: `${which}.median`,
          label: `${label}, median`,
          formula,
          value: median,
          note,
        }),
        figure({
          ...common,
          key: `${which}.p90`,
          label: `${label}, nine of ten within`,
          formula,
          value: p90,
          note,
        }),
      ]
    }),
    figure({
      ...{
        key: 'offer.no_cover',
        section: 'speed',
        label: 'No cover',
        kind: 'count',
        value: noCover,
        n: noCover,
      },
      formula: 'offers when nobody’s hours could run: nobody’s breach',
      behind: [{ key: 'offer.no_cover', view }],
    }),
  ]
}

async function stageFigures(db: Db, filter: Filter): Promise<Figure[]> {
  const stages = await stageNames(db)
  const sets: CountedSet[] = stages.flatMap((stage) => stageSets(filter, stage))
  if (sets.length === 0) return []
  const counts = await countAll(db, sets)
  return stages.map((stage, at) => {
    const [reached, beyond] = [`stage.reached.${stage.id}`, `stage.beyond.${stage.id}`]
    return shareFigure({
      ...{ key: reached, section: 'deals', label: `${stage.name} → ${stages[at + 1]?.name ?? 'won'}` },
      formula:
        'ever reached the next stage or won ÷ reached this one in the period; skipped stages count as reached',
      ...{ hits: counts.get(beyond)?.n ?? 0, cases: counts.get(reached)?.n ?? 0 },
      behind: [
        { key: beyond, view },
        { key: reached, view },
      ],
    })
  })
}

/** When the values of the pipeline begin to be facts; null: from the first deal on. */
export async function pipelineKnownFrom(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(m.at) as at from deal_movement m join deal d on d.workspace_id = m.workspace_id and d.id = m.deal_id where m.assumed`.execute(
    db,
  )
  return rows[0]?.at ?? null
}

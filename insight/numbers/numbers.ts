import { sql } from 'kysely'
import { reasonLabel, seamInForce } from '#handover/handovers'
import { COHORT_WINDOW_DAYS, type Count, type CountedSet, clocks, ripeOf, told } from '#insight/sets'
import type { Db } from '#platform/db'
import { type Figure, shareFigure } from './figure.ts'
import { type Pause, pausesTold } from './pauses.ts'
import { pausesSaid } from './pauses-said.ts'

type RateDefinition = {
  key: string
  label: string
  hits: string
  cases: string
  formula: string
  windowDays?: number
  /** Whose youngest is waited for, where more than the cases can still change it; else the cases. */
  ripeBy?: string
}

/** The rates of numbers.md whose facts exist: numerator, denominator and the words beside them. */
const rateDefinitions: RateDefinition[] = [
  {
    key: 'visit_to_lead',
    label: 'Visit → lead',
    hits: 'visit.opened',
    cases: 'visit.human',
    formula:
      'visits in which their person did what opened a lead ÷ visits of people with a page read; a browser that did not agree to be known again is joined with nobody, so its visits open none',
  },
  {
    key: 'lead_to_ready',
    label: 'Lead → ready',
    hits: 'cohort.ready',
    cases: 'cohort.lead',
    formula: 'ready within 90 days ÷ leads opened in the period',
    windowDays: COHORT_WINDOW_DAYS.leadToReady,
  },
  {
    key: 'ready_to_offered',
    label: 'Ready → offered',
    hits: 'cohort.offered',
    cases: 'cohort.ready',
    formula: 'first offered ÷ ready, both within 90 days, of the leads opened in the period',
    windowDays: COHORT_WINDOW_DAYS.leadToReady,
    ripeBy: 'cohort.lead',
  },
  {
    key: 'acceptance',
    label: 'Acceptance, by handover',
    hits: 'handover.accepted',
    cases: 'handover.decided',
    formula:
      'accepted by a person at any offer ÷ (accepted + sent back before acceptance + expired at all offers)',
  },
  {
    key: 'acceptance_by_offer',
    label: 'Acceptance, by offer',
    hits: 'offer.accepted',
    cases: 'offer.answered',
    formula: 'accepted ÷ (accepted + sent back + expired)',
  },
  {
    key: 'kept',
    label: 'Kept rate',
    hits: 'handover.kept',
    cases: 'handover.answerable',
    formula: 'accepted by a person and not sent back within 30 days ÷ (offered − withdrawn)',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  {
    key: 'qualified',
    label: 'Qualified rate',
    hits: 'handover.qualified',
    cases: 'handover.answerable',
    formula: 'qualified ÷ (offered − withdrawn)',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  {
    key: 'upheld',
    label: 'Upheld send-backs',
    hits: 'handover.upheld',
    cases: 'handover.answerable',
    formula: 'sent back and upheld ÷ (offered − withdrawn)',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  {
    key: 'answer_in_time',
    label: 'Answered in time',
    hits: 'clock.answer_in_time',
    cases: 'clock.answer_due',
    formula: 'answered at or before due ÷ answers that were met or fell due; “no cover” apart',
  },
  {
    key: 'attempt_in_time',
    label: 'First attempt in time',
    hits: 'clock.attempt_in_time',
    cases: 'clock.attempt_due',
    formula: 'first attempt at or before due ÷ attempts that were met or fell due; “no cover” apart',
  },
  {
    key: 'decision_in_time',
    label: 'Decided in time',
    hits: 'clock.decision_in_time',
    cases: 'clock.decision_due',
    formula: 'qualified or sent back at or before due ÷ decisions that were met or fell due',
  },
  {
    key: 'verdict_in_time',
    label: 'Send-backs answered in time',
    hits: 'clock.verdict_in_time',
    cases: 'clock.verdict_due',
    formula: 'marketing said at or before due whether it agrees ÷ answers that were given or fell due',
  },
  {
    key: 'false_positive',
    label: 'False positive',
    hits: 'handover.false_positive',
    cases: 'handover.answerable',
    formula: 'sent back as not eligible and upheld ÷ (offered − withdrawn)',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  {
    key: 'missed',
    label: 'Missed',
    hits: 'customer.missed',
    cases: 'customer.new',
    formula: 'new customers never ready before their deal ÷ new customers; who came with a file is left out',
  },
  {
    key: 'regret',
    label: 'Regret',
    hits: 'regret.bought',
    cases: 'regret.old',
    formula: 'sent back and won within 365 days after ÷ send-backs of the period that are that old',
  },
  {
    key: 'win_rate',
    label: 'Win rate',
    hits: 'deal.won',
    cases: 'deal.closed',
    formula: 'won ÷ (won + lost), by closing instant',
  },
]

/** Rates over counted sets, of those that are counted; a cohort rate is ripe when its youngest member is older than the window. */
export function ratesOf(counts: Map<string, Count>, now: Date, pauses: readonly Pause[] = []) {
  const n = (key: string) => counts.get(key)?.n ?? 0
  const counted = rateDefinitions.filter(({ cases }) => counts.has(cases))
  return counted.map(({ hits, cases, windowDays, ripeBy = cases, ...rate }) => ({
    ...rate,
    share: told(n(hits), n(cases)),
    hitsKey: hits,
    casesKey: cases,
    pauses: pausesBeside(hits, pauses),
    ripe:
      hits === 'regret.bought'
        ? n('regret.young') === 0
        : windowDays === undefined || ripeOf(counts.get(ripeBy), windowDays, now),
  }))
}

/** Of a rate of clocks, which has its pauses beside it; null of all others. */
function pausesBeside(hits: string, pauses: readonly Pause[]) {
  const duty = clocks.find((it) => hits === `clock.${it.duty}_in_time`)?.duty
  return duty ? { duty, ...pausesTold(pauses.filter((it) => it.duty === duty)) } : null
}

/** A rate as a figure of the period. */
export const rateFigure = (rate: ReturnType<typeof ratesOf>[number]): Figure =>
  shareFigure({
    ...{ key: `rate.${rate.key}`, section: 'rates', label: rate.label, formula: rate.formula },
    ...{ hits: rate.share.hits, cases: rate.share.cases, ripe: rate.ripe },
    note: (rate.pauses && pausesSaid(rate.pauses)) ?? null,
    behind: [rate.hitsKey, rate.casesKey].map((key) => ({ key, view: 'period' })),
  })

/** Identities that must hold between the numbers; shown with a tick, tested with properties. */
export function identitiesOf(
  counts: Map<string, Count>,
  readyInPeriod: number,
  origins: { valueMinor: number }[],
) {
  const n = (key: string) => counts.get(key)?.n ?? 0
  const parts = ['offered', 'joined', 'signalled', 'waiting', 'withdrawn'].reduce(
    (sum, key) => sum + n(`ready.${key}`),
    0,
  )
  const rows = [
    {
      name: 'Ready = offered + joined + signalled + waiting + withdrawn before offer',
      left: readyInPeriod,
      right: parts,
    },
    {
      name: 'Won value = sum over origins',
      left: counts.get('deal.won')?.valueMinor ?? 0,
      right: origins.reduce((sum, row) => sum + row.valueMinor, 0),
    },
    {
      name: 'Sent back = upheld + not answered or decided yet',
      left: n('handover.sent_back'),
      right: n('handover.upheld') + n('handover.undecided'),
    },
    { name: 'Closed = won + lost', left: n('deal.closed'), right: n('deal.won') + n('deal.lost') },
  ]
  return rows.map((row) => ({ ...row, holds: row.left === row.right }))
}

/** Won value by origin; one origin a deal, so the sum is the won value. */
export async function originsOf(db: Db, won: CountedSet) {
  const { rows } = await sql<{ origin: string; n: number; value: number | null }>`
    select s.origin, count(*)::int as n, sum(s.value)::float8 as value, max(s.at) as youngest from (${won.rows}) s group by s.origin order by 3 desc nulls last`.execute(
    db,
  )
  return rows.map((row) => ({ origin: row.origin, n: row.n, valueMinor: row.value ?? 0 }))
}

/** Won value by the source of the lead; one source a deal, `unknown` for those without one. */
export async function sourcesOf(db: Db, won: CountedSet) {
  const { rows } = await sql<{ channel: string; n: number; value: number | null }>`
    select s.channel, count(*)::int as n, sum(s.value)::float8 as value from (${won.rows}) s group by 1 order by 3 desc nulls last, 1`.execute(
    db,
  )
  return rows.map((row) => ({ channel: row.channel, n: row.n, valueMinor: row.value ?? 0 }))
}

export async function sentBackOf(db: Db, sentBack: CountedSet) {
  const { rows } = await sql<{ reason: string; n: number; upheld: number }>`
    select coalesce(s.reason, 'other') as reason, count(*)::int as n, count(*) filter (where h.upheld in ('agreed', 'upheld'))::int as upheld
    from (${sentBack.rows}) s join handover h on h.id = s.id group by 1 order by 2 desc, 1`.execute(db)
  const { ownReasons } = await seamInForce(db)
  return rows.map((row) => ({ ...row, label: reasonLabel(row.reason, ownReasons) }))
}

export async function cyclesOf(db: Db, closed: CountedSet) {
  const { rows } = await sql<{ median: number | null; p90: number | null }>`
    select percentile_cont(0.5) within group (order by s.cycle_days) as median, percentile_cont(0.9) within group (order by s.cycle_days) as p90
    from (${closed.rows}) s where s.cycle_days is not null`.execute(db)
  return { medianCycleDays: rows[0]?.median ?? null, p90CycleDays: rows[0]?.p90 ?? null }
}

/** Each member's accepted and in-time share over the same sets. */
export async function peopleOf(db: Db, sets: CountedSet[]) {
  const keys = ['offer.accepted', 'offer.answered', 'clock.answer_in_time', 'clock.answer_due']
  const parts = sets
    .filter((set) => keys.includes(set.key))
    .map((set) => sql`select ${set.key}::text as key, s.member_id from (${set.rows}) s`)
  const { rows } = await sql<{ member_id: string; name: string; key: string; n: number }>`
    select s.member_id, m.name, s.key, count(*)::int as n from (${sql.join(parts, sql` union all `)}) s join member m on m.id = s.member_id::uuid
    group by 1, 2, 3 order by 2`.execute(db)
  return [...Map.groupBy(rows, (row) => row.member_id)].map(([memberId, list]) => {
    const n = (key: string) => list.find((row) => row.key === key)?.n ?? 0
    return {
      memberId,
      name: list[0]?.name ?? '',
      accepted: told(n('offer.accepted'), n('offer.answered')),
      answerInTime: told(n('clock.answer_in_time'), n('clock.answer_due')),
    }
  })
}

import { type RawBuilder, sql } from 'kysely'
import { type CountedSet, type Filter, narrowed, over, type View } from './sets.ts'
import { COHORT_WINDOW_DAYS } from './statistics.ts'

const days = (count: number) => sql`interval '1 day' * ${count}::int`

/** Leads that count: not from the sample, and not sorted out as support, a student, spam or another that is no lead. */
function leads(filter: Filter): RawBuilder<unknown> {
  const within = (instant: string) =>
    sql`(${sql.ref(instant)} >= ${filter.from} and ${sql.ref(instant)} < ${filter.to})`
  return sql`
    select l.id, l.opened_at, l.ready_at, l.campaign_key, l.channel, l.form_id, l.product_line_id,
           h.offered_at, h.accepted_at, h.by_rule, h.qualified_at, h.joined_at, h.signalled_at, h.withdrawn_at, h.waiting, h.receiver_id, d.won_at
    from lead l
    left join (
      select h.workspace_id, h.lead_id, min(h.first_offered_at) as offered_at, min(h.accepted_at) as accepted_at, bool_and(h.by_rule) as by_rule,
             min(h.decided_at) filter (where h.state = 'qualified') as qualified_at,
             min(h.opened_at) filter (where h.state = 'joined') as joined_at,
             min(h.opened_at) filter (where h.state = 'signalled') as signalled_at,
             min(coalesce(h.decided_at, h.changed_at)) filter (where h.state = 'withdrawn' and h.first_offered_at is null) as withdrawn_at,
             bool_or(h.state = 'waiting') as waiting, (array_agg(h.receiver_id order by h.id desc))[1] as receiver_id
      from handover h where h.kind = 'lead' and not h.sample group by h.workspace_id, h.lead_id
    ) h on h.workspace_id = l.workspace_id and h.lead_id = l.id
    left join (
      select d.workspace_id, d.lead_id, min(d.closed_at) as won_at from deal d where d.state = 'won' and d.deleted_at is null group by d.workspace_id, d.lead_id
    ) d on d.workspace_id = l.workspace_id and d.lead_id = l.id
    where not l.sample and l.sort = 'lead'
      and (${sql.join(instants.map(within), sql` or `)})
      ${filter.ofSeen ? sql`and exists (select from contact c where c.workspace_id = l.workspace_id and c.id = l.contact_id)` : sql``}
      ${narrowed(filter, { line: 'l.product_line_id', member: 'h.receiver_id' })}`
}

/** Of the lead, its handovers and its deal: whoever got nowhere in the period is in none of its sets. */
const instants = ['l.opened_at', 'l.ready_at', 'h.offered_at', 'h.accepted_at', 'h.qualified_at', 'd.won_at']

const { leadToReady, offerToVerdict, leadToWon } = COHORT_WINDOW_DAYS

/** `withinDays`: of the opening; none is shorter than that of an earlier step. */
const steps = [
  { key: 'lead', label: 'Leads', column: 'opened_at', withinDays: 0 },
  { key: 'ready', label: 'Ready', column: 'ready_at', withinDays: leadToReady },
  { key: 'offered', label: 'Offered', column: 'offered_at', withinDays: leadToReady },
  {
    key: 'accepted',
    label: 'Accepted',
    column: 'accepted_at',
    withinDays: leadToReady + offerToVerdict,
  },
  {
    key: 'qualified',
    label: 'Qualified',
    column: 'qualified_at',
    withinDays: leadToReady + offerToVerdict,
  },
  { key: 'won', label: 'Won', column: 'won_at', withinDays: leadToWon },
] as const

/**
 * The funnel's steps. *period*: what happened in it, each step by its own instant. *cohort*: leads opened in it and how far
 * they came, each step within its days of the opening, so that an old cohort stands still; a later step implies the earlier
 * ones, so the funnel never widens.
 */
export function funnelSets(filter: Filter, view: View): CountedSet[] {
  return steps.map((step, n) => {
    const col = sql.ref(`l.${step.column}`)
    const reached = sql.join(
      steps
        .slice(n)
        .map(({ column, withinDays }) => sql`${sql.ref(`l.${column}`)} <= l.opened_at + ${days(withinDays)}`),
      sql` or `,
    )
    const where =
      view === 'period'
        ? sql`${col} >= ${filter.from} and ${col} < ${filter.to}`
        : sql`l.opened_at >= ${filter.from} and l.opened_at < ${filter.to} and (${reached})`
    const at = view === 'period' ? col : sql`l.opened_at`
    return { key: `funnel.${step.key}`, unit: 'lead', label: step.label, ...leadRows(filter, where, at) }
  })
}

/**
 * Leads opened in the period and how far they came within a window from then on, each step for itself: once all are older
 * than it, nothing that happens later changes a rate. Who is passed on by rule gets no offer but is accepted at once.
 */
export function cohortSets(filter: Filter): CountedSet[] {
  const ready = sql`l.ready_at <= l.opened_at + ${days(leadToReady)}`
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['lead', 'Leads', sql`true`],
    ['ready', `Ready within ${leadToReady} days`, ready],
    [
      'offered',
      `Ready and offered within ${leadToReady} days`,
      sql`${ready} and least(l.offered_at, l.accepted_at) <= l.opened_at + ${days(leadToReady)}`,
    ],
    ['won', `Won within ${leadToWon} days`, sql`l.won_at <= l.opened_at + ${days(leadToWon)}`],
  ]
  return kinds.map(([key, label, where]) => ({
    key: `cohort.${key}`,
    unit: 'lead' as const,
    label,
    ...leadRows(
      filter,
      sql`l.opened_at >= ${filter.from} and l.opened_at < ${filter.to} and ${where}`,
      sql`l.opened_at`,
    ),
  }))
}

/**
 * What became of those who were ready in the period. Each is counted by what its handover says, none as the rest of the
 * others: if they don't add up to "ready", something is wrong and is shown.
 */
export function readySets(filter: Filter): CountedSet[] {
  const ready = sql`l.ready_at >= ${filter.from} and l.ready_at < ${filter.to}`
  // Whoever wears both hats takes it by rule, without an offer.
  const offered = sql`(l.offered_at is not null or l.accepted_at is not null)`
  const unpassed = sql`not ${offered} and l.joined_at is null and l.signalled_at is null`
  const kinds = {
    offered,
    joined: sql`not ${offered} and l.joined_at is not null`,
    signalled: sql`not ${offered} and l.joined_at is null and l.signalled_at is not null`,
    waiting: sql`${unpassed} and l.waiting`,
    withdrawn: sql`${unpassed} and l.waiting is not true and l.withdrawn_at is not null`,
  }
  const labels = {
    offered: 'Offered',
    joined: 'Joined',
    signalled: 'Signalled',
    withdrawn: 'Withdrawn before offer',
    waiting: 'Waiting',
  }
  return Object.entries(kinds).map(([key, where]) => ({
    key: `ready.${key}`,
    unit: 'lead' as const,
    label: labels[key as keyof typeof labels],
    ...leadRows(filter, sql`${ready} and ${where}`, sql`l.ready_at`),
  }))
}

const leadRows = (filter: Filter, where: RawBuilder<unknown>, at: RawBuilder<unknown>) =>
  over(
    'counted_leads',
    leads(filter),
    (
      from,
    ) => sql`select l.id, ${at} as at, l.campaign_key, l.channel, l.form_id::text as form_id, l.product_line_id::text as product_line_id, l.receiver_id::text as member_id, null::float8 as value
      from ${from} l where ${where}`,
  )

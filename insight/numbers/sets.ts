import { type RawBuilder, sql } from 'kysely'
import { keptBy } from '#handover/handovers'
import { valueBy } from '#sales/deals'
import { COHORT_WINDOW_DAYS } from './statistics.ts'

/** What the numbers are asked about: [from, to) and, if given, one source, form, product line or person. */
export type Filter = {
  from: Date
  to: Date
  channel?: string | undefined
  formId?: string | undefined
  productLineId?: string | undefined
  memberId?: string | undefined
  /** Only leads of people whom the caller sees. */
  ofSeen: boolean
}
export type View = 'cohort' | 'period'
export type Unit = 'lead' | 'handover' | 'offer' | 'deal'

/**
 * A countable set: its rows as `id, at, group keys`. Every number is a count or sum over such sets, and "show the rows"
 * reads the same set, so a number and what it opens can't differ.
 */
export type CountedSet = { key: string; unit: Unit; label: string; rows: RawBuilder<unknown> }

const days = (count: number) => sql`interval '1 day' * ${count}::int`

/** Leads that count: not from the sample, and not sorted out as support, a student, spam or another that is no lead. */
function leads(filter: Filter): RawBuilder<unknown> {
  return sql`
    select l.id, l.opened_at, l.ready_at, l.channel, l.form_id, l.product_line_id,
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
      ${filter.ofSeen ? sql`and exists (select from contact c where c.workspace_id = l.workspace_id and c.id = l.contact_id)` : sql``}
      ${filter.channel === undefined ? sql`` : sql`and l.channel = ${filter.channel}`}
      ${filter.formId === undefined ? sql`` : sql`and l.form_id = ${filter.formId}`}
      ${filter.productLineId === undefined ? sql`` : sql`and l.product_line_id = ${filter.productLineId}`}
      ${filter.memberId === undefined ? sql`` : sql`and h.receiver_id = ${filter.memberId}`}`
}

const steps = [
  { key: 'lead', label: 'Leads', column: 'opened_at', after: null, windowDays: null },
  {
    key: 'ready',
    label: 'Ready',
    column: 'ready_at',
    after: 'opened_at',
    windowDays: COHORT_WINDOW_DAYS.leadToReady,
  },
  { key: 'offered', label: 'Offered', column: 'offered_at', after: null, windowDays: null },
  {
    key: 'accepted',
    label: 'Accepted',
    column: 'accepted_at',
    after: 'offered_at',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  { key: 'qualified', label: 'Qualified', column: 'qualified_at', after: null, windowDays: null },
  {
    key: 'won',
    label: 'Won',
    column: 'won_at',
    after: 'offered_at',
    windowDays: COHORT_WINDOW_DAYS.offerToWon,
  },
] as const

/**
 * The funnel's steps. *period*: what happened in it, each step by its own instant. *cohort*: leads opened in it and how far
 * they came, within the windows of numbers.md; a later step implies the earlier ones, so the funnel never widens.
 */
export function funnelSets(filter: Filter, view: View): CountedSet[] {
  return steps.map((step, n) => {
    const col = sql.ref(`l.${step.column}`)
    const inTime = (it: (typeof steps)[number]) =>
      it.after && it.windowDays
        ? sql`${sql.ref(`l.${it.column}`)} is not null and ${sql.ref(`l.${it.column}`)} <= coalesce(${sql.ref(`l.${it.after}`)}, l.opened_at) + ${days(it.windowDays)}`
        : sql`${sql.ref(`l.${it.column}`)} is not null`
    const reached = sql.join(
      steps.slice(n).map((later) => sql`(${inTime(later)})`),
      sql` or `,
    )
    const where =
      view === 'period'
        ? sql`${col} >= ${filter.from} and ${col} < ${filter.to}`
        : sql`l.opened_at >= ${filter.from} and l.opened_at < ${filter.to} and (${reached})`
    const at = view === 'period' ? col : sql`l.opened_at`
    return { key: `funnel.${step.key}`, unit: 'lead', label: step.label, rows: leadRows(filter, where, at) }
  })
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
    rows: leadRows(filter, sql`${ready} and ${where}`, sql`l.ready_at`),
  }))
}

const leadRows = (filter: Filter, where: RawBuilder<unknown>, at: RawBuilder<unknown>) =>
  sql`select l.id, ${at} as at, l.channel, l.form_id::text as form_id, l.product_line_id::text as product_line_id, l.receiver_id::text as member_id, null::float8 as value
      from (${leads(filter)}) l where ${where}`

/** Handovers first offered in the period, a person's answer needed: those accepted by rule are in neither term. */
function offered(filter: Filter): RawBuilder<unknown> {
  return sql`
    select h.*, l.channel, l.form_id from handover h left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
    where h.kind = 'lead' and not h.sample and not h.by_rule and h.first_offered_at >= ${filter.from} and h.first_offered_at < ${filter.to}
      ${filter.channel === undefined ? sql`` : sql`and l.channel = ${filter.channel}`}
      ${filter.formId === undefined ? sql`` : sql`and l.form_id = ${filter.formId}`}
      ${filter.productLineId === undefined ? sql`` : sql`and h.product_line_id = ${filter.productLineId}`}
      ${filter.memberId === undefined ? sql`` : sql`and h.receiver_id = ${filter.memberId}`}`
}

const neverAnswered = sql`(h.accepted_at is null and h.with_manager and h.expiries >= 3)`

export function handoverSets(filter: Filter, now: Date): CountedSet[] {
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['decided', 'Decided', sql`h.accepted_at is not null or h.state = 'sent_back' or ${neverAnswered}`],
    ['accepted', 'Accepted by a person', sql`h.accepted_at is not null`],
    ['answerable', 'Offered and not withdrawn', sql`h.state <> 'withdrawn'`],
    ['kept', 'Kept', keptBy('h', now)],
    ['qualified', 'Qualified', sql`h.state = 'qualified'`],
    ['sent_back', 'Sent back', sql`h.state = 'sent_back' and h.upheld is distinct from 'overruled'`],
    [
      'undecided',
      'Sent back, not answered or decided yet',
      sql`h.state = 'sent_back' and h.upheld in ('open', 'contested')`,
    ],
    ['overruled', 'Sent back and overruled', sql`h.state = 'sent_back' and h.upheld = 'overruled'`],
    ['upheld', 'Sent back and upheld', sql`h.state = 'sent_back' and h.upheld in ('agreed', 'upheld')`],
  ]
  return kinds.map(([key, label, where]) => ({
    key: `handover.${key}`,
    unit: 'handover',
    label,
    rows: sql`select h.id, h.first_offered_at as at, coalesce(h.channel, 'unknown') as channel, h.form_id::text as form_id, h.product_line_id::text as product_line_id,
                     h.receiver_id::text as member_id, null::float8 as value, h.sent_back_reason as reason
              from (${offered(filter)}) h where ${where}`,
  }))
}

/** Offers by person, by when they were answered or ran out; and the clocks that fell due or were met in the period. */
export function offerSets(filter: Filter): CountedSet[] {
  const answered = sql`o.state in ('accepted', 'sent_back', 'expired') and coalesce(o.answered_at, o.answer_due_at) >= ${filter.from} and coalesce(o.answered_at, o.answer_due_at) < ${filter.to}`
  const due = (met: string, at: string) => sql`not o.no_cover and ${sql.ref(`o.${at}`)} is not null
    and least(coalesce(${sql.ref(`o.${met}`)}, ${sql.ref(`o.${at}`)}), ${sql.ref(`o.${at}`)}) >= ${filter.from}
    and least(coalesce(${sql.ref(`o.${met}`)}, ${sql.ref(`o.${at}`)}), ${sql.ref(`o.${at}`)}) < ${filter.to} and o.state <> 'withdrawn'`
  const inTime = (met: string, at: string) =>
    sql`${due(met, at)} and ${sql.ref(`o.${met}`)} <= ${sql.ref(`o.${at}`)}`
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['answered', 'Offers answered or expired', answered],
    ['accepted', 'Offers accepted', sql`${answered} and o.state = 'accepted'`],
    [
      'waited',
      'Offers by time to answer',
      sql`not o.no_cover and o.state in ('open', 'accepted', 'sent_back', 'expired') and o.offered_at >= ${filter.from} and o.offered_at < ${filter.to}`,
    ],
    ['answer_due', 'Answers due', due('recorded_at', 'answer_due_at')],
    ['answer_in_time', 'Answered in time', inTime('recorded_at', 'answer_due_at')],
    ['attempt_due', 'First attempts due', due('attempted_at', 'attempt_due_at')],
    ['attempt_in_time', 'Attempted in time', inTime('attempted_at', 'attempt_due_at')],
    [
      'no_cover',
      'No cover',
      sql`o.no_cover and o.offered_at >= ${filter.from} and o.offered_at < ${filter.to}`,
    ],
  ]
  return kinds.map(([key, label, where]) => ({
    key: `offer.${key}`,
    unit: 'offer',
    label,
    rows: sql`select o.id, o.offered_at as at, coalesce(l.channel, 'unknown') as channel, l.form_id::text as form_id, h.product_line_id::text as product_line_id, o.member_id::text as member_id, null::float8 as value
              from offer o join handover h on h.workspace_id = o.workspace_id and h.id = o.handover_id left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
              where h.kind = 'lead' and not h.sample and not h.by_rule and (${where})
                ${filter.channel === undefined ? sql`` : sql`and l.channel = ${filter.channel}`}
                ${filter.formId === undefined ? sql`` : sql`and l.form_id = ${filter.formId}`}
                ${filter.productLineId === undefined ? sql`` : sql`and h.product_line_id = ${filter.productLineId}`}
                ${filter.memberId === undefined ? sql`` : sql`and o.member_id = ${filter.memberId}`}`,
  }))
}

/** Deals closed in the period, by closing instant; `value` in the firm's minor units, null where no rate is known. */
export function dealSets(filter: Filter): CountedSet[] {
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['won', 'Won', sql`d.state = 'won'`],
    ['lost', 'Lost', sql`d.state = 'lost'`],
    ['closed', 'Closed', sql`d.state in ('won', 'lost')`],
    ['won_without_rate', 'Won, exchange rate missing', sql`d.state = 'won' and d.rate is null`],
  ]
  return kinds.map(([key, label, where]) => ({
    key: `deal.${key}`,
    unit: 'deal',
    label,
    rows: sql`select d.id, d.closed_at as at, coalesce(l.channel, 'unknown') as channel, l.form_id::text as form_id, l.product_line_id::text as product_line_id, d.owner_id::text as member_id, d.origin,
                     round(${valueBy('d')} * d.rate)::float8 as value, extract(epoch from d.closed_at - d.created_at)::float8 / 86400 as cycle_days
              from deal d left join lead l on l.workspace_id = d.workspace_id and l.id = d.lead_id
              where d.deleted_at is null and d.closed_at >= ${filter.from} and d.closed_at < ${filter.to} and (${where})
                ${filter.channel === undefined ? sql`` : sql`and l.channel = ${filter.channel}`}
                ${filter.formId === undefined ? sql`` : sql`and l.form_id = ${filter.formId}`}
                ${filter.productLineId === undefined ? sql`` : sql`and l.product_line_id = ${filter.productLineId}`}
                ${filter.memberId === undefined ? sql`` : sql`and d.owner_id = ${filter.memberId}`}`,
  }))
}

export const allSets = (filter: Filter, view: View, now: Date): CountedSet[] => [
  ...funnelSets(filter, view),
  ...readySets(filter),
  ...handoverSets(filter, now),
  ...offerSets(filter),
  ...dealSets(filter),
]

import { type RawBuilder, sql } from 'kysely'
import { customerSpans, wonByCustomer } from '#customers/renewals'
import { valueBy } from '#sales/deals'
import { type CountedSet, type Filter, narrowed, over } from './sets.ts'
import { COHORT_WINDOW_DAYS } from './statistics.ts'
import { touched, touchedBy, touchedByAny } from './touches.ts'

/** `value` in the firm's minor units, null where no rate is known. */
const dealRows = (filter: Filter, where: RawBuilder<unknown>) => sql`
  select d.id, d.closed_at as at, l.campaign_key, coalesce(l.channel, 'unknown') as channel, l.form_id::text as form_id, l.product_line_id::text as product_line_id,
    d.owner_id::text as member_id, d.origin, round(${valueBy('d')} * d.rate)::float8 as value,
    extract(epoch from d.closed_at - d.created_at)::float8 / 86400 as cycle_days
  from deal d left join lead l on l.workspace_id = d.workspace_id and l.id = d.lead_id
  where d.deleted_at is null and d.closed_at >= ${filter.from} and d.closed_at < ${filter.to} and (${where})
    ${narrowed(filter, { line: 'l.product_line_id', member: 'd.owner_id' })}`

/**
 * Won deals of the period, whoever began them: those that a campaign had a touch in, or with `none` those that no campaign had
 * one in.
 */
export const wonAfter = (filter: Filter, campaign: string): RawBuilder<unknown> =>
  dealRows(
    { ...filter, campaignId: undefined },
    sql`d.state = 'won' and ${campaign === 'none' ? sql`not ${touchedByAny}` : touchedBy(campaign)}`,
  )

/** Deals closed in the period, by closing instant. Of one campaign, influenced are those that it had a touch in, whoever began them. */
export function dealSets(filter: Filter): CountedSet[] {
  const { campaignId } = filter
  const won = sql`d.state = 'won'`
  const influenced =
    campaignId === undefined ? dealRows(filter, sql`${won} and ${touched}`) : wonAfter(filter, campaignId)
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['won', 'Won', dealRows(filter, won)],
    ['lost', 'Lost', dealRows(filter, sql`d.state = 'lost'`)],
    ['closed', 'Closed', dealRows(filter, sql`d.state in ('won', 'lost')`)],
    ['won_without_rate', 'Won, exchange rate missing', dealRows(filter, sql`${won} and d.rate is null`)],
    ['sourced', 'Won, from a lead', dealRows(filter, sql`${won} and l.id is not null`)],
    ['influenced', 'Won after a touch', influenced],
  ]
  return kinds.map(([key, label, rows]) => ({
    key: `deal.${key}`,
    unit: 'deal',
    label,
    says: 'origin',
    rows,
  }))
}

/** First won deals, of companies or of people without one: of the period, or of its leads; who came with a file is no new customer. */
export function newCustomerSets(filter: Filter): CountedSet[] {
  const firsts = sql`
    select l.* from (select distinct on (d.customer_id) d.*, l.channel, l.form_id, l.campaign_key, l.product_line_id,
        case when not l.sample and l.sort = 'lead' then l.opened_at end as opened_at
      from (${wonByCustomer()}) d left join lead l on l.workspace_id = d.workspace_id and l.id = d.lead_id
      order by d.customer_id, d.closed_at, d.id) l
    where not l.imported and l.closed_at >= ${filter.from}
      ${narrowed(filter, { line: 'l.product_line_id', member: 'l.owner_id' })}`
  const rows = (at: RawBuilder<unknown>, where: RawBuilder<unknown>) =>
    over(
      'counted_firsts',
      firsts,
      (from) => sql`
        select l.id, ${at} as at, l.campaign_key, coalesce(l.channel, 'unknown') as channel, l.form_id::text as form_id,
          l.product_line_id::text as product_line_id, l.owner_id::text as member_id, l.value, l.origin from ${from} l where ${where}`,
    )
  const first = (more: RawBuilder<unknown>) =>
    rows(sql`l.closed_at`, sql`l.closed_at < ${filter.to} and ${more}`)
  const ofCohort = sql`l.opened_at >= ${filter.from} and l.opened_at < ${filter.to}
    and l.closed_at <= l.opened_at + ${COHORT_WINDOW_DAYS.leadToWon} * interval '1 day'`
  // Whom the deal came from may not be one of its people any more.
  const neverReady = sql`not exists (
    select from lead r where r.workspace_id = l.workspace_id and r.id = l.lead_id and r.ready_at <= l.created_at
  ) and not exists (
    select from (select l.contact_id as id
      union all select p.contact_id from deal_contact p where p.workspace_id = l.workspace_id and p.deal_id = l.id
      union all select c.id from contact c where c.workspace_id = l.workspace_id and c.company_id = l.own_company_id) who
    join lead r on r.workspace_id = l.workspace_id and r.contact_id = who.id and r.ready_at <= l.created_at)`
  return [
    { key: 'customer.new', unit: 'deal', label: 'New customers', ...first(sql`true`) },
    {
      key: 'customer.missed',
      unit: 'deal',
      label: 'New customers who were never ready',
      ...first(neverReady),
    },
    {
      key: 'cohort.customer',
      unit: 'deal',
      label: `Customers within ${COHORT_WINDOW_DAYS.leadToWon} days`,
      ...rows(sql`l.opened_at`, ofCohort),
    },
  ]
}

/**
 * Customers as a stock, of the whole firm: of no source or person, so it is only asked without a narrower filter. `customer.new`
 * is counted by first deals; here it is the spans that begin, so that the one tells on the other.
 */
export function customerSets({ from, to }: Filter, now: Date): CountedSet[] {
  const until = to < now ? to : now
  const kinds: [string, string, RawBuilder<unknown>, RawBuilder<unknown>][] = [
    [
      'start',
      'Customers at the start',
      sql`s.since < ${from} and (s.until is null or s.until >= ${from})`,
      sql`s.since`,
    ],
    [
      'brought',
      'Came with a file',
      sql`s.number = 1 and s.imported and s.since >= ${from} and s.since < ${to}`,
      sql`s.since`,
    ],
    ['won_back', 'Won back', sql`s.number > 1 and s.since >= ${from} and s.since < ${to}`, sql`s.since`],
    ['lost', 'Lost: the last term ended', sql`s.until >= ${from} and s.until < ${until}`, sql`s.until`],
    [
      'end',
      'Customers at the end',
      sql`s.since < ${to} and (s.until is null or s.until >= ${until})`,
      sql`s.since`,
    ],
  ]
  return kinds.map(([key, label, where, at]) => ({
    key: `customer.${key}`,
    unit: 'customer',
    label,
    ...over(
      'counted_spans',
      customerSpans(),
      (it) => sql`select s.id, ${at} as at, null::float8 as value from ${it} s where ${where}`,
    ),
  }))
}

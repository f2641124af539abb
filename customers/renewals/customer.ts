import { type RawBuilder, sql } from 'kysely'
import { valueBy } from '#sales/deals'

/** Firms above firms are followed so far; a circle of them ends there. */
const mostLevels = 20

/**
 * Won deals, each with whose customer it made: the company at the top of the firm's tree, or the person who bought without
 * one. A term that ends is known by `ends_at`. Only deals and companies within reach are seen at all.
 */
export function wonByCustomer(): RawBuilder<unknown> {
  return sql`
    select d.workspace_id, d.id, d.renews_id, d.company_id as own_company_id, d.contact_id, d.lead_id, d.owner_id, d.origin, d.imported, d.created_at,
      d.closed_at, d.talked_at, d.rate, round(${valueBy('d')} * d.rate)::float8 as value, d.recurring_minor * d.rate as monthly,
      top.id as company_id, coalesce(top.id, d.contact_id) as customer_id,
      case when d.recurring_minor > 0 and d.term_months > 0 then d.closed_at + d.term_months * interval '1 month' end as ends_at
    from deal d left join (
      with recursive up as (
        select distinct b.workspace_id, b.company_id as from_id, c.id, c.parent_id, 0 as level from deal b
        join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
        where b.state = 'won' and b.deleted_at is null
        union all
        select up.workspace_id, up.from_id, c.id, c.parent_id, up.level + 1 from up
        join company c on c.workspace_id = up.workspace_id and c.id = up.parent_id and c.deleted_at is null where up.level < ${sql.lit(mostLevels)}
      ) select distinct on (up.from_id) up.from_id, up.id from up order by up.from_id, up.level desc
    ) top on top.from_id = d.company_id
    where d.state = 'won' and d.deleted_at is null and case when d.company_id is not null then top.id is not null
      else exists (select from contact p where p.workspace_id = d.workspace_id and p.id = d.contact_id) end`
}

/** How long before or after the end of a term another one renews it: a quarter of the term, and no longer than so. */
const [earlyDays, lateDays] = [90, 30]
const within = (term: string, most: number) =>
  sql`least((${sql.ref(`${term}.ends_at`)} - ${sql.ref(`${term}.closed_at`)}) / 4, interval '1 day' * ${sql.lit(most)})`

/**
 * The same with the time in which each term counts. What is sold towards the end of another term renews it and begins when
 * that ends, so that nothing recurs twice; a term that is renewed soon after its end ran on until then (`runs_until`). A deal
 * that says which one it renews renews that one alone, however early it is sold; `renewed`: a won one says so of this one.
 */
export function termsByCustomer(): RawBuilder<unknown> {
  return sql`
    with w as materialized (${wonByCustomer()}), early as (
      select n.id, max(o.ends_at) as at from w n join w o on o.customer_id = n.customer_id and o.closed_at < n.closed_at
        and o.ends_at > n.closed_at and o.ends_at < n.ends_at
        and case when n.renews_id is null then o.ends_at - n.closed_at <= ${within('o', earlyDays)} else o.id = n.renews_id end
      group by n.id
    ), late as (
      select o.id, min(n.closed_at) as at from w o join w n on n.customer_id = o.customer_id and n.ends_at is not null
        and n.closed_at > o.ends_at and n.closed_at - o.ends_at <= ${within('o', lateDays)}
        and (n.renews_id is null or n.renews_id = o.id) group by o.id
    )
    select w.*, greatest(w.closed_at, early.at) as starts_at, coalesce(late.at, w.ends_at) as runs_until,
      exists (select from w n where n.renews_id = w.id and n.customer_id = w.customer_id and n.ends_at > w.ends_at) as renewed
    from w left join early on early.id = w.id left join late on late.id = w.id`
}

/**
 * Spans in which somebody was a customer, one row each: from a won deal until the last of the terms ends that run on without
 * a gap. What was sold once, without a term, makes a customer for good. `number` counts the spans of one customer.
 */
export function customerSpans(): RawBuilder<unknown> {
  return sql`
    select s.customer_id as id, s.company_id, s.imported, row_number() over (partition by s.customer_id order by lower(s.span))::int as number,
      lower(s.span) as since, case when upper_inf(s.span) then null else upper(s.span) end as until
    from (
      select b.customer_id, (array_agg(b.company_id))[1] as company_id, bool_or(b.first_imported) as imported,
        unnest(range_agg(tstzrange(b.closed_at, b.runs_until))) as span
      from (select w.*, first_value(w.imported) over (partition by w.customer_id order by w.closed_at, w.id) as first_imported from (${termsByCustomer()}) w) b
      where b.ends_at is null or b.ends_at > b.closed_at
      group by b.customer_id
    ) s`
}

import { sql } from 'kysely'
import { customerTakenOver } from '#handover/handovers'
import type { Db } from '#platform/db'
import type { Customer } from './contract.ts'
import { termsByCustomer } from './customer.ts'

export type After = { renews: string; name: string; id: string }
interface Row {
  id: string
  record: 'company' | 'contact'
  name: string
  key: string
  renews_key: string
  owner_id: string | null
  owner_name: string | null
  since: Date
  deals: number
  value: number
  without_rate: number
  recurring: number
  renews_at: Date | null
  ending_id: string | null
  ending_name: string | null
  renewal_id: string | null
  renewal_name: string | null
  ended_at: Date | null
  talked_at: Date | null
  all_count: number
  all_recurring: number
  promised: number
  late: number
}

/** Whether person `p` belongs to customer `n`. */
const oneOfTheirs = sql`(p.id = n.id or p.company_id = n.company_id or p.company_id = any(n.company_ids))`

/**
 * Customers by what they bought: companies at the top of their tree, and people without one. A term begins with the day its
 * deal was won. Only deals and names within reach are seen at all.
 */
export async function findCustomers(
  db: Db,
  { q, after, limit }: { q: string | undefined; after: After | null; limit: number },
  now: Date,
): Promise<{ rows: Customer[]; next: After | null; count: number; recurringMinor: number }> {
  const { rows } = await sql<Row>`
    with won as (${termsByCustomer()}), term as (
      select w.*, ${customerTakenOver('w')} as keeper_id,
        (select count(*)::int from promise p where p.deal_id = w.id and p.done_at is null) as promised,
        (select count(*)::int from promise p, workspace f where p.deal_id = w.id and p.done_at is null
          and p.due_on < (${now}::timestamptz at time zone f.zone)::date) as late
      from won w
    ), bought as (
      select customer_id as id, (array_agg(company_id))[1] as company_id, array_agg(own_company_id) as company_ids,
        (array_agg(coalesce(keeper_id, owner_id) order by keeper_id is null, closed_at desc))[1] as owner_id,
        min(closed_at) as since, count(*)::int as deals, coalesce(sum(value), 0)::float8 as value,
        count(*) filter (where rate is null)::int as without_rate,
        coalesce(round(sum(monthly) filter (where starts_at <= ${now} and ends_at > ${now})), 0)::float8 as recurring,
        min(ends_at) filter (where ends_at > ${now} and not renewed) as renews_at,
        (array_agg(id order by ends_at, id) filter (where ends_at > ${now} and not renewed))[1] as ending_id, max(ends_at) filter (where ends_at <= ${now}) as ended_at,
        max(talked_at) as talked_at, sum(promised)::int as promised, sum(late)::int as late
      from term group by customer_id
    ), named as (
      select b.*, coalesce(c.name, p.name) as name, coalesce(c.name_key, p.name_key) as key,
        coalesce(b.renews_at, 'infinity'::timestamptz)::text as renews_key
      from bought b left join company c on c.id = b.company_id left join contact p on b.company_id is null and p.id = b.id
      where coalesce(c.name, p.name) is not null ${q ? sql`and position(fold(${q}) in coalesce(c.name_key, p.name_key)) > 0` : sql``}
    ), page as (
      select n.*, count(*) over ()::int as all_count, (sum(n.recurring) over ())::float8 as all_recurring from named n
    )
    select n.*, case when n.company_id is null then 'contact' else 'company' end as record, m.name as owner_name,
      ending.name as ending_name, renewal.id as renewal_id, renewal.name as renewal_name,
      case when n.renews_at is null then n.ended_at end as ended_at,
      greatest(n.talked_at, (
        select max(a.occurred_at) from attempt a join contact p on p.id = a.contact_id
        where a.outcome in ('reached', 'held') and ${oneOfTheirs}), (
        select max(v.last_in_at) from conversation v join contact p on p.id = v.contact_id
        where not v.claimed and ${oneOfTheirs})) as talked_at
    from page n left join member m on m.id = n.owner_id left join deal ending on ending.id = n.ending_id left join lateral (
      select d.id, d.name from deal d where d.renews_id = n.ending_id and d.state = 'open' and d.deleted_at is null
      order by d.id desc limit 1) renewal on true
    ${after ? sql`where (n.renews_key::timestamptz, n.key, n.id) > (${after.renews}::timestamptz, ${after.name}::text, ${after.id}::uuid)` : sql``}
    order by n.renews_key::timestamptz, n.key, n.id limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ({
      id: row.id,
      record: row.record,
      name: row.name,
      owner: namedOr(row.owner_id, row.owner_name),
      since: row.since,
      deals: row.deals,
      valueMinor: row.value,
      withoutRate: row.without_rate,
      recurringMinor: row.recurring,
      renewsAt: row.renews_at,
      ending: namedOr(row.ending_id, row.ending_name),
      renewal: namedOr(row.renewal_id, row.renewal_name),
      endedAt: row.ended_at,
      talkedAt: row.talked_at,
      promises: { open: row.promised, late: row.late },
    })),
    next: rows.length > limit && last ? { renews: last.renews_key, name: last.key, id: last.id } : null,
    count: rows[0]?.all_count ?? 0,
    recurringMinor: rows[0]?.all_recurring ?? 0,
  }
}

const namedOr = (id: string | null, name: string | null) => (id && name ? { id, name } : null)

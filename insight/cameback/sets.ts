import { type RawBuilder, sql } from 'kysely'

export type Asked = { from: Date; to: Date; productLineId?: string | undefined }
export type Grouping = 'campaign' | 'form' | 'asset' | 'product_line' | 'person'
export type SetName =
  | 'sent_back'
  | 'upheld'
  | 'undecided'
  | 'overruled'
  | 'regrets'
  | 'old'
  | 'old_regrets'
  | 'new_customers'
  | 'missed'

/** A send-back that is won within so many days is a regret. */
const REGRET_DAYS = 365
const regretSpan = sql`interval '1 day' * ${REGRET_DAYS}::int`

/**
 * Send-backs of a period by when they were sent back: of people, not by rule, not of the sample. What they downloaded, or
 * else the page they came to, stands for the asset.
 */
const sentBack = ({ from, to, productLineId }: Asked): RawBuilder<unknown> => sql`
  select h.id, 'handover' as unit, h.contact_id, c.name, coalesce(h.sent_back_reason, 'other') as reason, h.decided_at as at, h.upheld,
    h.event_id, h.nurture_until, w.won_at, m.name as seller,
    coalesce(k.id::text, l.campaign) as campaign_key, coalesce(k.name, l.campaign) as campaign_name,
    f.id::text as form_key, f.name as form_name, a.asset as asset_key, a.asset as asset_name,
    p.id::text as product_line_key, p.name as product_line_name, m.id::text as person_key, m.name as person_name
  from handover h join contact c on c.id = h.contact_id join product_line p on p.id = h.product_line_id
  left join lead l on l.id = h.lead_id left join campaign k on k.code_key = l.campaign_key and k.deleted_at is null
  left join form f on f.id = l.form_id left join member m on m.id = h.receiver_id
  left join lateral (select case when f.intent = 'download' then f.name
    else nullif(split_part(split_part(l.first_page, '?', 1), '#', 1), '') end as asset) a on true
  left join lateral (select min(d.closed_at) as won_at from deal d where (d.contact_id = h.contact_id or d.lead_id = h.lead_id)
    and d.state = 'won' and d.deleted_at is null and not d.imported and d.closed_at > h.decided_at) w on true
  where h.kind = 'lead' and h.state = 'sent_back' and not h.by_rule and not h.sample
    and h.decided_at >= ${from} and h.decided_at < ${to}
    ${productLineId === undefined ? sql`` : sql`and h.product_line_id = ${productLineId}`}`

/** Companies, or persons without one, with their first won deal in the period; customers from a file never count. */
const newCustomers = ({ from, to, productLineId }: Asked): RawBuilder<unknown> => sql`
  select d.id, 'deal' as unit, d.contact_id, coalesce(co.name, c.name, d.name) as name, null::text as reason, d.closed_at as at,
    d.closed_at as won_at, m.name as seller, d.lead_id, d.created_at, d.company_id
  from deal d left join company co on co.id = d.company_id left join contact c on c.id = d.contact_id
  left join member m on m.id = d.owner_id left join lead l on l.id = d.lead_id
  where d.state = 'won' and d.deleted_at is null and not d.imported and d.closed_at >= ${from} and d.closed_at < ${to}
    and coalesce(d.company_id, d.contact_id) is not null
    and coalesce(c.status, '') <> 'imported'
    and not exists (select from deal b where coalesce(b.company_id, b.contact_id) = coalesce(d.company_id, d.contact_id)
      and b.state = 'won' and b.deleted_at is null and (b.closed_at, b.id) < (d.closed_at, d.id))
    ${productLineId === undefined ? sql`` : sql`and l.product_line_id = ${productLineId}`}`

/** Nobody of them was ready before the deal began. */
const neverReady = sql`not exists (select from lead r where r.ready_at <= s.created_at
  and (r.id = s.lead_id or r.contact_id = s.contact_id or (s.company_id is not null and r.company_id = s.company_id)))`

/** Every number is a count of one of these sets, and "show the rows" reads the same one. */
export function setRows(set: SetName, asked: Asked, now: Date): RawBuilder<unknown> {
  const counts = sql`s.upheld is distinct from 'overruled'`
  const regretted = sql`s.won_at <= s.at + ${regretSpan}`
  const old = sql`s.at <= ${now}::timestamptz - ${regretSpan}`
  const where: Record<SetName, RawBuilder<unknown>> = {
    sent_back: counts,
    upheld: sql`s.upheld in ('agreed', 'upheld')`,
    undecided: sql`s.upheld in ('open', 'contested')`,
    overruled: sql`s.upheld = 'overruled'`,
    regrets: sql`${counts} and ${regretted}`,
    old: sql`${counts} and ${old}`,
    old_regrets: sql`${counts} and ${old} and ${regretted}`,
    new_customers: sql`true`,
    missed: neverReady,
  }
  const from = set === 'new_customers' || set === 'missed' ? newCustomers(asked) : sentBack(asked)
  return sql`select s.* from (${from}) s where ${where[set]}`
}

import { type RawBuilder, sql } from 'kysely'
import { type Filter, newCustomerSets, sentBackSets } from '#insight/sets'

export type Asked = Pick<Filter, 'from' | 'to' | 'productLineId' | 'ofSeen'>
export type Grouping = 'campaign' | 'form' | 'asset' | 'product_line' | 'person'

/** What is told here, by the sets that every number counts. */
const keyOf = {
  sent_back: 'back.sent_back',
  upheld: 'back.upheld',
  undecided: 'back.undecided',
  overruled: 'back.overruled',
  regrets: 'back.bought',
  old: 'regret.old',
  old_regrets: 'regret.bought',
  new_customers: 'customer.new',
  missed: 'customer.missed',
} as const
export type SetName = keyof typeof keyOf
export const allSets = Object.keys(keyOf) as SetName[]

/**
 * Send-backs with where they came from and who sent them back. What they downloaded, or else the page they came to, stands
 * for the asset.
 */
const sentBack = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select h.id, 'handover' as unit, h.contact_id, coalesce(c.name, 'Somebody') as name, coalesce(h.sent_back_reason, 'other') as reason, s.at, h.upheld,
    h.event_id, h.nurture_until, s.won_at, m.name as seller,
    coalesce(k.id::text, l.campaign) as campaign_key, coalesce(k.name, l.campaign) as campaign_name,
    f.id::text as form_key, f.name as form_name, a.asset as asset_key, a.asset as asset_name,
    p.id::text as product_line_key, p.name as product_line_name, m.id::text as person_key, m.name as person_name
  from (${rows}) s join handover h on h.id = s.id left join contact c on c.id = h.contact_id join product_line p on p.id = h.product_line_id
  left join lead l on l.id = h.lead_id left join campaign k on k.code_key = l.campaign_key and k.deleted_at is null
  left join form f on f.id = l.form_id left join member m on m.id = h.receiver_id
  left join lateral (select case when f.intent = 'download' then f.name
    else nullif(split_part(split_part(l.first_page, '?', 1), '#', 1), '') end as asset) a on true`

/** First deals with whose they are. */
const firstDeals = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select d.id, 'deal' as unit, d.contact_id, coalesce(co.name, c.name, d.name) as name, null::text as reason, s.at, s.at as won_at, m.name as seller
  from (${rows}) s join deal d on d.id = s.id left join company co on co.id = d.company_id left join contact c on c.id = d.contact_id
  left join member m on m.id = d.owner_id`

/** The rows of a set as they are shown; "show the rows" reads the same one that is counted. */
export function setRows(set: SetName, asked: Asked, now: Date): RawBuilder<unknown> {
  const ofCustomers = set === 'new_customers' || set === 'missed'
  const sets = ofCustomers ? newCustomerSets(asked) : sentBackSets(asked, now)
  const { rows } = sets.find(({ key }) => key === keyOf[set])!
  return ofCustomers ? firstDeals(rows) : sentBack(rows)
}

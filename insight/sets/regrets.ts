import { type RawBuilder, sql } from 'kysely'
import { type CountedSet, type Filter, narrowed } from './sets.ts'

export const regretDays = 365

/** Send-backs of the period that are a year old, and those of them whose person bought within that year after all. */
export function regretSets(filter: Filter, now: Date): CountedSet[] {
  const rows = (where: RawBuilder<unknown>) => sql`
    select h.id, h.decided_at as at, coalesce(l.channel, 'unknown') as channel, l.form_id::text as form_id, h.product_line_id::text as product_line_id,
      h.receiver_id::text as member_id, null::float8 as value, h.sent_back_reason as reason
    from handover h left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
    where h.kind = 'lead' and h.state = 'sent_back' and h.upheld is distinct from 'overruled' and not h.sample and h.decided_at >= ${filter.from} and h.decided_at < ${filter.to}
      and ${where} ${narrowed(filter, { line: 'h.product_line_id', member: 'h.receiver_id' })}`
  const until = sql`h.decided_at + ${regretDays} * interval '1 day'`
  const old = sql`${until} <= ${now}`
  const bought = sql`exists (select from deal d where d.workspace_id = h.workspace_id and d.contact_id = h.contact_id and d.state = 'won'
    and d.deleted_at is null and not d.imported and d.closed_at > h.decided_at and d.closed_at <= ${until})`
  return [
    { key: 'regret.old', unit: 'handover', label: 'Sent back a year ago or more', rows: rows(old) },
    {
      key: 'regret.bought',
      unit: 'handover',
      label: 'Sent back, bought within a year',
      rows: rows(sql`${old} and ${bought}`),
    },
    {
      key: 'regret.young',
      unit: 'handover',
      label: 'Sent back, not a year ago',
      rows: rows(sql`not (${old})`),
    },
  ]
}

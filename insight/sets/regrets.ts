import { type RawBuilder, sql } from 'kysely'
import { regretDays } from '#handover/handovers'
import { type CountedSet, type Filter, narrowed, over } from './sets.ts'

const year = sql`interval '1 day' * ${regretDays}::int`

/**
 * Send-backs by when they were sent back: of people, not by rule, not of the sample; `won_at`: when the person, or the lead,
 * bought after all. What came with a file tells nothing of it.
 */
const sentBack = (filter: Filter): RawBuilder<unknown> => sql`
  select h.id, h.decided_at, h.upheld, h.sent_back_reason, h.receiver_id, h.product_line_id, coalesce(l.channel, 'unknown') as channel,
    l.form_id, w.won_at
  from handover h left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
  left join lateral (select min(d.closed_at) as won_at from deal d where d.workspace_id = h.workspace_id
    and (d.contact_id = h.contact_id or d.lead_id = h.lead_id) and d.state = 'won' and d.deleted_at is null and not d.imported
    and d.closed_at > h.decided_at) w on true
  where h.kind = 'lead' and h.state = 'sent_back' and not h.by_rule and not h.sample and h.decided_at >= ${filter.from} and h.decided_at < ${filter.to}
    ${narrowed(filter, { line: 'h.product_line_id', member: 'h.receiver_id' })}`

/** Send-backs of the period by what was said of them, and by whether they were a mistake: overruled ones count against nobody. */
export function sentBackSets(filter: Filter, now: Date): CountedSet[] {
  const counts = sql`h.upheld is distinct from 'overruled'`
  const old = sql`h.decided_at + ${year} <= ${now}`
  const bought = sql`h.won_at <= h.decided_at + ${year}`
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['back.sent_back', 'Sent back', counts],
    ['back.upheld', 'Sent back and upheld', sql`h.upheld in ('agreed', 'upheld')`],
    ['back.undecided', 'Sent back, not answered or decided yet', sql`h.upheld in ('open', 'contested')`],
    ['back.overruled', 'Sent back and overruled', sql`h.upheld = 'overruled'`],
    ['back.bought', 'Sent back, bought within a year so far', sql`${counts} and ${bought}`],
    ['regret.old', 'Sent back a year ago or more', sql`${counts} and ${old}`],
    ['regret.bought', 'Sent back, bought within a year', sql`${counts} and ${old} and ${bought}`],
    ['regret.young', 'Sent back, not a year ago', sql`${counts} and not (${old})`],
  ]
  return kinds.map(([key, label, where]) => ({
    key,
    unit: 'handover',
    label,
    says: 'reason',
    ...over(
      'counted_backs',
      sentBack(filter),
      (
        from,
      ) => sql`select h.id, h.decided_at as at, h.channel, h.form_id::text as form_id, h.product_line_id::text as product_line_id,
        h.receiver_id::text as member_id, null::float8 as value, h.sent_back_reason as reason, h.won_at from ${from} h where ${where}`,
    ),
  }))
}

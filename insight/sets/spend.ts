import { sql } from 'kysely'
import type { CountedSet, Filter } from './sets.ts'

/**
 * Actual cost lines by the days of the period that have begun, in the zone that is asked for or else the firm's: a line is
 * spread evenly over the days of its service, and its parts over any cuts of time add up to it. What a deleted campaign cost
 * belongs to none.
 */
export function costSets(filter: Filter, now: Date): CountedSet[] {
  const { from, to, campaignId } = filter
  const zone = filter.zone === undefined ? sql`w.zone` : sql`${filter.zone}::text`
  const days = sql`(l.to_day - l.from_day + 1)`
  // Days of the line whose midnight lies before an instant.
  const begun = (at: Date) =>
    sql`least(${days}, greatest(0, ((${at}::timestamptz at time zone ${zone}) - interval '1 millisecond')::date - l.from_day + 1))`
  const spent = (at: Date) => sql`round(l.amount_minor::numeric * ${begun(at)} / ${days})`
  // Of the day that runs now all is spent: it has begun.
  const until = to < now ? to : new Date(now.getTime() + 1)
  const value = sql`(${spent(until > from ? until : from)} - ${spent(from)})`
  const kinds = [
    ['all', 'Spent', sql`l.kind <> 'own_time'`],
    ['campaigns', 'Spent for campaigns', sql`l.kind <> 'own_time' and c.id is not null`],
    ['unallocated', 'Unallocated', sql`l.kind <> 'own_time' and c.id is null`],
    ['own_time', 'Own time', sql`l.kind = 'own_time'`],
  ] as const
  return kinds.map(([key, label, where]) => ({
    key: `spend.${key}`,
    unit: 'cost',
    label,
    rows: sql`select s.* from (
      select l.id, l.from_day::timestamp at time zone ${zone} as at, ${value}::float8 as value, l.title, c.id::text as campaign_id
      from cost_line l join workspace w on w.workspace_id = l.workspace_id
      left join campaign c on c.workspace_id = l.workspace_id and c.id = l.campaign_id and c.deleted_at is null
      where l.state = 'actual' and l.deleted_at is null and ${where} ${campaignId === undefined ? sql`` : sql`and c.id = ${campaignId}`}
    ) s where s.value > 0`,
  }))
}

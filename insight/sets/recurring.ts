import { type RawBuilder, sql } from 'kysely'
import { wonByCustomer } from '#customers/renewals'
import type { Db } from '#platform/db'
import { type CountedSet, type Filter, over } from './sets.ts'

/**
 * What recurs a month by customer just before the period begins and just before it ends, or now, of terms that run then. A
 * deal keeps the rate of its closing day at both, so that what differs is what customers did; one without a rate is worth nothing.
 */
function recurring({ from, to }: Filter, now: Date): RawBuilder<unknown> {
  const end = to < now ? to : new Date(now.getTime() + 1)
  const start = from < end ? from : end
  const runs = (at: Date) => sql`(w.closed_at < ${at} and w.ends_at >= ${at})`
  return sql`
    select w.customer_id as id, bool_or(${runs(start)}) as was_there, bool_or(${runs(end)}) as is_there,
      min(w.closed_at) filter (where ${runs(start)}) as since, min(w.closed_at) filter (where ${runs(end)}) as is_since,
      max(w.ends_at) filter (where w.ends_at < ${end}) as until,
      coalesce(round(sum(w.monthly) filter (where ${runs(start)})), 0)::float8 as was,
      coalesce(round(sum(w.monthly) filter (where ${runs(end)})), 0)::float8 as is_now,
      count(*) filter (where w.rate is null and ${runs(start)}) as was_unknown,
      count(*) filter (where w.rate is null and ${runs(end)}) as is_unknown,
      count(*) filter (where w.rate is null and (${runs(start)} or ${runs(end)})) as unknown
    from (${wonByCustomer()}) w where w.ends_at is not null group by w.customer_id`
}

/** Deals without a rate among what recurs at the start, at the end, and at either with the customers of the start. */
export async function recurringUnknown(db: Db, filter: Filter, now: Date) {
  const { rows } = await sql<{ start: number; end: number; ofStart: number }>`
    select coalesce(sum(r.was_unknown), 0)::int as start, coalesce(sum(r.is_unknown), 0)::int as "end",
      coalesce(sum(r.unknown) filter (where r.was_there), 0)::int as "ofStart"
    from (${recurring(filter, now)}) r`.execute(db)
  return rows[0]!
}

/** Customers by what recurs; of no source or person, as customers are. */
export function recurringSets(filter: Filter, now: Date): CountedSet[] {
  const was = sql`r.was_there`
  const kinds: [string, string, RawBuilder<unknown>, RawBuilder<unknown>, RawBuilder<unknown>][] = [
    ['start', 'Recurring at the start', was, sql`r.since`, sql`r.was`],
    [
      'kept',
      'Kept of what recurred at the start',
      sql`${was} and r.is_there`,
      sql`r.since`,
      sql`least(r.was, r.is_now)`,
    ],
    [
      'stayed',
      'Recurring at the end, of those at the start',
      sql`${was} and r.is_there`,
      sql`r.since`,
      sql`r.is_now`,
    ],
    ['gone', 'Nothing recurs any more', sql`${was} and not r.is_there`, sql`r.until`, sql`r.was`],
    ['end', 'Recurring at the end', sql`r.is_there`, sql`r.is_since`, sql`r.is_now`],
  ]
  return kinds.map(([key, label, where, at, value]) => ({
    key: `recurring.${key}`,
    unit: 'customer',
    label,
    ...over(
      'counted_recurring',
      recurring(filter, now),
      (it) => sql`select r.id, ${at} as at, ${value} as value from ${it} r where ${where}`,
    ),
  }))
}

import { type RawBuilder, sql } from 'kysely'
import { termsByCustomer } from '#customers/renewals'
import { type CountedSet, type Filter, over } from './sets.ts'

/**
 * What recurs a month by customer just before the period begins and just before it ends, or now, of terms that run then. A
 * deal keeps the rate of its closing day at both, so that what differs is what customers did; one without a rate is worth nothing.
 */
function recurring({ from, to }: Filter, now: Date): RawBuilder<unknown> {
  const end = to < now ? to : new Date(now.getTime() + 1)
  const start = from < end ? from : end
  const runs = (at: Date) => sql`(w.starts_at < ${at} and w.runs_until >= ${at})`
  return sql`
    select w.customer_id as id, bool_or(${runs(start)}) as was_there, bool_or(${runs(end)}) as is_there,
      min(w.closed_at) filter (where ${runs(start)}) as since, min(w.closed_at) filter (where ${runs(end)}) as is_since,
      max(w.ends_at) filter (where w.ends_at < ${end}) as until,
      coalesce(round(sum(w.monthly) filter (where ${runs(start)})), 0)::float8 as was,
      coalesce(round(sum(w.monthly) filter (where ${runs(end)})), 0)::float8 as is_now,
      array_agg(w.id) filter (where w.rate is null and ${runs(start)}) as was_unrated,
      array_agg(w.id) filter (where w.rate is null and ${runs(end)}) as is_unrated,
      array_agg(w.id) filter (where w.rate is null and (${runs(start)} or ${runs(end)})) as unrated
    from (${termsByCustomer()}) w where w.ends_at is not null group by w.customer_id`
}

/** Customers by what recurs, of no source or person, as customers are; and the deals without a rate, which it leaves out. */
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
  const unrated: [string, string, RawBuilder<unknown>, RawBuilder<unknown>][] = [
    ['start_unrated', 'Recurring at the start, no rate', sql`true`, sql`r.was_unrated`],
    ['end_unrated', 'Recurring at the end, no rate', sql`true`, sql`r.is_unrated`],
    ['unrated', 'No rate, of customers of the start', was, sql`r.unrated`],
  ]
  const set = (unit: 'customer' | 'deal', key: string, label: string, rows: Parameters<typeof over>[2]) => ({
    ...{ key: `recurring.${key}`, unit, label },
    ...over('counted_recurring', recurring(filter, now), rows),
  })
  return [
    ...kinds.map(([key, label, where, at, value]) =>
      set(
        'customer',
        key,
        label,
        (it) => sql`select r.id, ${at} as at, ${value} as value from ${it} r where ${where}`,
      ),
    ),
    ...unrated.map(([key, label, where, deals]) =>
      set(
        'deal',
        key,
        label,
        (
          it,
        ) => sql`select d.id, d.closed_at as at, null::float8 as value from ${it} r cross join unnest(${deals}) u(id)
          join deal d on d.id = u.id where ${where}`,
      ),
    ),
  ]
}

import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { CountedSet } from './sets.ts'
import { ripeness } from './statistics.ts'

/** `youngest`: when the last of them began; a cohort is followed until it is old enough. */
export type Count = { n: number; valueMinor: number | null; youngest: Date | null }

/** All counts of one filter by set, in one statement over the very sets that rows are read from. */
export async function countAll(db: Db, sets: CountedSet[]): Promise<Map<string, Count>> {
  const sharing = Map.groupBy(sets, ({ shared }) => shared?.name)
  const common = [...sharing.values()].flatMap(([one, other]) => (one?.shared && other ? [one.shared] : []))
  const rowsOf = ({ rows, shared }: CountedSet) =>
    shared && common.some(({ name }) => name === shared.name) ? shared.rows : rows
  const parts = sets.map(
    (set) =>
      sql`select ${set.key}::text as key, count(*)::int as n, sum(s.value)::float8 as value, max(s.at) as youngest from (${rowsOf(set)}) s`,
  )
  const named = common.map(({ name, query }) => sql`${sql.ref(name)} as materialized (${query})`)
  const { rows } = await sql<{
    key: string
    n: number
    value: number | null
    youngest: Date | null
  }>`${named.length > 0 ? sql`with ${sql.join(named)}` : sql``} ${sql.join(parts, sql` union all `)}`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.key, { n: row.n, valueMinor: row.value, youngest: row.youngest }]))
}

/** Whether the youngest of a cohort is older than it is followed. */
export const ripeOf = (count: Count | undefined, windowDays: number, now: Date) =>
  ripeness(count?.youngest ? [count.youngest] : [], windowDays, now).ripe

import { sql } from 'kysely'
import { COHORT_WINDOW_DAYS, type Filter, ripeness, told, versionedSets } from '#insight/sets'
import type { Db } from '#platform/db'

/** The versions of readiness that were in force in the period, the newest first, with what came of whom they passed on. */
export async function versionEffect(db: Db, filter: Filter, now: Date) {
  const { productLineId, from, to } = filter
  const { rows: versions } = await sql<{
    id: string
    version: number
    product_line_id: string
    line: string
    from_at: Date
    to_at: Date | null
  }>`select v.id, v.version, v.product_line_id, p.name as line, v.from_at, v.to_at from definition v
    join product_line p on p.workspace_id = v.workspace_id and p.id = v.product_line_id
    where v.from_at < ${to} and (v.to_at is null or v.to_at > ${from}) ${productLineId === undefined ? sql`` : sql`and v.product_line_id = ${productLineId}`}
    order by v.from_at desc, v.id limit 40`.execute(db)
  if (versions.length === 0) return []
  const sets = versionedSets(filter, now)
  const { rows: counts } = await sql<{ id: string; key: string; n: number; youngest: Date | null }>`
    select v.id, s.key, count(*)::int as n, max(s.at) as youngest
    from (${sql.join(
      sets.map((set) => sql`select ${set.key}::text as key, s.id, s.at from (${set.rows}) s`),
      sql` union all `,
    )}) s
    join handover h on h.id = s.id
    join definition v on v.workspace_id = h.workspace_id and v.product_line_id = h.product_line_id
      and v.from_at <= h.opened_at and (v.to_at is null or v.to_at > h.opened_at)
    group by 1, 2`.execute(db)
  return versions.map((row) => {
    const of = (key: string) => counts.find((one) => one.id === row.id && one.key === `handover.${key}`)
    const cases = of('answerable')
    return {
      definitionId: row.id,
      version: row.version,
      productLineId: row.product_line_id,
      productLine: row.line,
      fromAt: row.from_at,
      toAt: row.to_at,
      offered: cases?.n ?? 0,
      kept: told(of('kept')?.n ?? 0, cases?.n ?? 0),
      qualified: told(of('qualified')?.n ?? 0, cases?.n ?? 0),
      falsePositive: told(of('false_positive')?.n ?? 0, cases?.n ?? 0),
      ripe: ripeness(cases?.youngest ? [cases.youngest] : [], COHORT_WINDOW_DAYS.offerToVerdict, now).ripe,
    }
  })
}

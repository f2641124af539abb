import { sql } from 'kysely'
import { marginsOf } from '#insight/margins'
import type { CountedSet } from '#insight/sets'
import type { Db } from '#platform/db'

/**
 * What is left of won deals by the margin of their product line, else the firm's; null where one of them has no margin, so that
 * no return is told of a part; and how many are worth what nobody knows, for want of a rate of exchange.
 */
export async function marginOf(db: Db, sourced: CountedSet) {
  const margins = await marginsOf(db)
  const ofFirm = margins.find((one) => one.productLineId === null)?.percent
  const { rows } = await sql<{ line: string | null; value: number; unknown: number }>`
    select s.product_line_id as line, coalesce(sum(s.value), 0)::float8 as value, (count(*) - count(s.value))::int as unknown from (${sourced.rows}) s group by 1`.execute(
    db,
  )
  const withoutRate = rows.reduce((all, { unknown }) => all + unknown, 0)
  let left = 0
  for (const { line, value } of rows) {
    const percent = margins.find((one) => one.productLineId === line)?.percent ?? ofFirm
    if (percent === undefined) return { margin: null, withoutRate }
    left += (value * percent) / 100
  }
  return { margin: margins.length > 0 ? Math.round(left) : null, withoutRate }
}

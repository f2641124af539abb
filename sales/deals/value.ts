import { type RawBuilder, sql } from 'kysely'
import { longestCountedTermMonths } from './deal.ts'

/** `valueMinor` as the database reckons it, in the deal's own currency; `deal` is what the query calls its row. */
export function valueBy(deal: string): RawBuilder<number> {
  const column = (name: string) => sql.ref(`${deal}.${name}`)
  return sql`(${column('one_off_minor')} + ${column('recurring_minor')} * least(${column('term_months')}, ${sql.lit(longestCountedTermMonths)}))`
}

import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Held, holdOpenOf } from './record.ts'

/** Of all who open a handover of one firm (or person) and product line at once, one does; the others then see it. */
export async function holdRace(db: Db, raceKey: string, productLineId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`race ${raceKey} ${productLineId}`}, 0))`.execute(
    db,
  )
}

/** The open handover of the company (or person) for this product line. */
export async function openRace(
  db: Db,
  it: { contactId: string; companyId: string | null; productLineId: string },
): Promise<Held | null> {
  const row = await db
    .selectFrom('handover')
    .select('contact_id')
    .where('kind', '=', 'lead')
    .where('product_line_id', '=', it.productLineId)
    .where('state', 'in', ['waiting', 'offered', 'working'])
    .where((or) =>
      or.or([or('race_key', '=', it.companyId ?? it.contactId), or('contact_id', '=', it.contactId)]),
    )
    .executeTakeFirst()
  if (!row) return null
  const held = await holdOpenOf(db, [row.contact_id])
  return held.find(({ row: one }) => one.product_line_id === it.productLineId) ?? null
}

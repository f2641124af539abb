import type { Db } from '#platform/db'
import { type Held, holdOpenOf } from './record.ts'

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

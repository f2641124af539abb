import { holdRace } from '#handover/protection'
import type { Db } from '#platform/db'
import { type Held, holdOpenOf } from './record.ts'
import { raceInRound } from './round.ts'

/** The race in which the person of a handover goes on, in its product line or another; held before the handover is. */
export async function holdRaceOf(db: Db, id: string, productLineId?: string): Promise<void> {
  const row = await db
    .selectFrom('handover')
    .select(['company_id', 'contact_id', 'product_line_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row) await holdRace(db, row.company_id ?? row.contact_id, productLineId ?? row.product_line_id)
}

/** The open handover of the company (or person) for this product line. */
export async function openRace(
  db: Db,
  it: { contactId: string; companyId: string | null; productLineId: string },
): Promise<Held | null> {
  const raceKey = it.companyId ?? it.contactId
  const held = raceInRound(db, { ...it, raceKey })
  if (held !== undefined) return held
  const row = await db
    .selectFrom('handover')
    .select('contact_id')
    .where('kind', '=', 'lead')
    .where('product_line_id', '=', it.productLineId)
    .where('state', 'in', ['waiting', 'offered', 'working'])
    .where((or) => or.or([or('race_key', '=', raceKey), or('contact_id', '=', it.contactId)]))
    .executeTakeFirst()
  if (!row) return null
  const open = await holdOpenOf(db, [row.contact_id])
  return open.find(({ row: one }) => one.product_line_id === it.productLineId) ?? null
}

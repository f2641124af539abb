import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export const marginsOf = (db: Db) =>
  db
    .selectFrom('margin')
    .select(['id', 'product_line_id as productLineId', 'percent'])
    .orderBy('product_line_id')
    .execute()

/** Sets or, with null, takes away the margin of a product line, or of the firm. */
export async function saveMargin(
  db: Db,
  { productLineId, percent }: { productLineId: string | null; percent: number | null },
  now: Date,
): Promise<void> {
  const known = (await marginsOf(db)).find((one) => one.productLineId === productLineId)
  if (percent === null) {
    if (known) await db.deleteFrom('margin').where('id', '=', known.id).execute()
  } else if (known)
    await db.updateTable('margin').set({ percent, changed_at: now }).where('id', '=', known.id).execute()
  else
    await db
      .insertInto('margin')
      .values({ id: uuidv7(now), product_line_id: productLineId, percent, changed_at: now })
      .execute()
}

import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

/** The product lines in use, the default one first. */
export const productLines = (db: Db) =>
  db
    .selectFrom('product_line')
    .select(['id', 'name', 'is_default as isDefault'])
    .where('archived_at', 'is', null)
    .orderBy('is_default', 'desc')
    .orderBy('name')
    .execute()

/** The line of whoever did not say which. */
export async function defaultProductLine(db: Db): Promise<string> {
  const line = await db
    .selectFrom('product_line')
    .select('id')
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow()
  return line.id
}

/** A new firm has one product line, which nobody sees until there is a second. */
export async function makeDefaultCatalogue(db: Db, now: Date): Promise<void> {
  await db
    .insertInto('product_line')
    .values({ id: uuidv7(now), name: 'Everything', is_default: true, created_at: now })
    .execute()
}

/** Products that can be sold, by their names. */
export const productNames = (db: Db) =>
  db
    .selectFrom('product')
    .select(['id', 'name', 'price_minor as priceMinor'])
    .where('deleted_at', 'is', null)
    .where('archived_at', 'is', null)
    .orderBy('name')
    .execute()

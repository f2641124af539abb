import { sql } from 'kysely'
import type { Db } from '#platform/db'

/** Out of the bin again, with whoever takes part in them. */
export async function bringDealsBack(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  await db
    .updateTable('deal')
    .set({ deleted_at: null, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return []
}

/** What a deal was goes out of its row; what it was worth, and when, stays for the numbers of the past. */
export async function emptyDeals(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db.deleteFrom('deal_contact').where(sql<boolean>`deal_id = any(${ids}::uuid[])`).execute()
  await db
    .updateTable('deal')
    .set({
      name: 'Deleted deal',
      ...{ external_id: null, import_key: null, company_id: null, contact_id: null, renews_id: null },
      ...{ origin_note: null, close_note: null, changed_at: now, erased_at: now },
    })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}

import { sql } from 'kysely'
import { bringFilesOfNotes } from '#people/files'
import type { Db } from '#platform/db'
import type { BinKind } from '#platform/registry'

const mostShown = 120
/** How it begins, on one line; whom it mentions by id is not looked up for that. */
const beginning = sql`left(trim(regexp_replace(regexp_replace(body, '@\\[[0-9a-f-]{36}\\]', '@…', 'g'), '\\s+', ' ', 'g')), ${sql.lit(mostShown)})`

/** Out of the bin again, with the files that went with them. */
async function bringNotesBack(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  await bringFilesOfNotes(db, ids, now)
  await db
    .updateTable('note')
    .set({ deleted_at: null, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return []
}

export const noteBin: BinKind = {
  record: 'note',
  reads: 'contacts.read',
  may: 'notes.write',
  hangs: { by: 'author' },
  lying: sql`select workspace_id, id, ${beginning} as name, fold(body) as name_key, deleted_at, contact_id, company_id, deal_id, author_id
    from note where deleted_at is not null`,
  back: bringNotesBack,
}

import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { BinKind } from '#platform/registry'
import { filesChanged } from './store.ts'

/** Files that went into the bin with these notes, out of it again; those that were deleted before stay. */
export async function bringFilesOfNotes(db: Db, noteIds: readonly string[], now: Date): Promise<void> {
  const back = await db
    .updateTable('file')
    .set({ deleted_at: null, changed_at: now })
    .where(sql<boolean>`note_id = any(${noteIds}::uuid[])`)
    .where(sql<boolean>`exists (select from note n where n.workspace_id = file.workspace_id and n.id = file.note_id
      and n.deleted_at = file.deleted_at)`)
    .returning('id')
    .execute()
  await filesChanged(
    db,
    back.map(({ id }) => id),
  )
}

async function bringFilesBack(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  await db
    .updateTable('file')
    .set({ deleted_at: null, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return []
}

/** What was kept with a note that lies there itself goes and comes with it. */
export const fileBin: BinKind = {
  record: 'file',
  reads: 'contacts.read',
  may: 'notes.write',
  hangs: { by: 'author' },
  lying: sql`select workspace_id, id, name, fold(name) as name_key, deleted_at, contact_id, company_id, deal_id, added_by as author_id
    from file where deleted_at is not null and not exists (
      select from note n where n.workspace_id = file.workspace_id and n.id = file.note_id and n.deleted_at is not null)`,
  back: bringFilesBack,
}

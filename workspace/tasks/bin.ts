import { sql } from 'kysely'
import type { BinKind } from '#platform/registry'

/** Tasks lie there as their owners see them. */
export const taskBin: BinKind = {
  record: 'task',
  reads: 'tasks.read',
  may: 'tasks.write',
  hangs: { by: 'anybody' },
  lying: sql`select workspace_id, id, title as name, fold(title) as name_key, deleted_at, contact_id, company_id, deal_id, null::uuid as author_id
    from task where deleted_at is not null`,
  back: async (db, ids) => {
    await db
      .updateTable('task')
      .set({ deleted_at: null })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .execute()
    return []
  },
}

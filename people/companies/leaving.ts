import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'
import { companiesChanged } from './store.ts'

/** Companies that somebody who leaves owned. */
export const companyLeaver: Leaver = {
  what: 'companies',
  held: (db, memberId) =>
    db.selectFrom('company').select('id').where('owner_id', '=', memberId).where('deleted_at', 'is', null),
  move: async (db, ids, { fromId, toId, now }) => {
    await db
      .updateTable('company')
      .set({ owner_id: toId, changed_at: now })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('owner_id', '=', fromId)
      .execute()
    await companiesChanged(db, ids)
  },
}

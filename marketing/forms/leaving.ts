import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'

/** Forms whose people belonged to somebody who leaves. */
export const formLeaver: Leaver = {
  what: 'forms',
  held: (db, memberId) =>
    db.selectFrom('form').select('id').where('owner_id', '=', memberId).where('deleted_at', 'is', null),
  move: async (db, ids, { fromId, toId, now }) => {
    await db
      .updateTable('form')
      .set({ owner_id: toId, changed_at: now })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('owner_id', '=', fromId)
      .execute()
  },
}

import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'

/** What somebody who leaves still had to do; what is done stays theirs. */
export const taskLeaver: Leaver = {
  what: 'open tasks',
  held: (db, memberId) =>
    db
      .selectFrom('task')
      .select('id')
      .where('owner_id', '=', memberId)
      .where('done_at', 'is', null)
      .where('deleted_at', 'is', null),
  move: async (db, ids, { fromId, toId }) => {
    await db
      .updateTable('task')
      .set({ owner_id: toId })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('owner_id', '=', fromId)
      .where('done_at', 'is', null)
      .execute()
  },
}

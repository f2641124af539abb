import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'

/** Threads of somebody who leaves go on with their successor, who hears of the answers; what they wrote stays theirs. */
export const conversationLeaver: Leaver = {
  what: 'conversations',
  held: (db, memberId) => db.selectFrom('conversation').select('id').where('member_id', '=', memberId),
  move: async (db, ids, { fromId, toId }) => {
    await db
      .updateTable('conversation')
      .set({ member_id: toId })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('member_id', '=', fromId)
      .execute()
  },
}

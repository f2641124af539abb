import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'

/** Campaigns of somebody who leaves: whose they are answers what comes back of them. */
export const campaignLeaver: Leaver = {
  what: 'campaigns',
  held: (db, memberId) =>
    db.selectFrom('campaign').select('id').where('owner_id', '=', memberId).where('deleted_at', 'is', null),
  move: async (db, ids, { fromId, toId, now }) => {
    await db
      .updateTable('campaign')
      .set({ owner_id: toId, changed_at: now })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('owner_id', '=', fromId)
      .execute()
  },
}

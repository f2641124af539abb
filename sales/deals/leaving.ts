import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'
import { dealChanged } from './store.ts'

/** Open deals of somebody who leaves; what is won or lost stays theirs. */
export const dealLeaver: Leaver = {
  what: 'open deals',
  held: (db, memberId) =>
    db
      .selectFrom('deal')
      .select('id')
      .where('owner_id', '=', memberId)
      .where('state', '=', 'open')
      .where('deleted_at', 'is', null),
  move: async (db, ids, { fromId, toId, now }) => {
    await db
      .updateTable('deal')
      .set({ owner_id: toId, changed_at: now })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('owner_id', '=', fromId)
      .where('state', '=', 'open')
      .execute()
    await dealChanged(db, ids, now)
  },
}

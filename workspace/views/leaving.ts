import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'

/** Views that somebody who leaves shares with others; their own alone stay behind. */
export const viewLeaver: Leaver = {
  what: 'shared views',
  held: (db, memberId) =>
    db.selectFrom('saved_view').select('id').where('member_id', '=', memberId).where('seen_by', '<>', 'own'),
  // Whoever saw a team's view goes on seeing it: with a successor of another team it is everybody's.
  move: async (db, ids, { fromId, toId }) => {
    await db
      .updateTable('saved_view')
      .set({
        member_id: toId,
        seen_by: sql<'team' | 'all'>`case when (select team_id from member where id = ${fromId})
          is not distinct from (select team_id from member where id = ${toId}) then seen_by else 'all' end`,
      })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('member_id', '=', fromId)
      .execute()
  },
}

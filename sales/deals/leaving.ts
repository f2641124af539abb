import type { Leaver } from '#platform/registry'
import { dealChanged } from './store.ts'

/** Open deals of somebody who leaves; what is won or lost stays theirs. */
export const dealLeaver: Leaver = {
  what: 'open deals',
  count: async (db, memberId) => {
    const { n } = await db
      .selectFrom('deal')
      .select((it) => it.fn.countAll<number>().as('n'))
      .where('owner_id', '=', memberId)
      .where('state', '=', 'open')
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(n)
  },
  move: async (db, { fromId, toId, now }) => {
    const rows = await db
      .updateTable('deal')
      .set({ owner_id: toId, changed_at: now })
      .where('owner_id', '=', fromId)
      .where('state', '=', 'open')
      .where('deleted_at', 'is', null)
      .returning('id')
      .execute()
    await dealChanged(
      db,
      rows.map(({ id }) => id),
      now,
    )
  },
}

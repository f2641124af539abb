import type { Leaver } from '#platform/registry'
import { contactsChanged } from './store.ts'

const chunk = 5_000

/** People whom somebody who leaves owned. */
export const contactLeaver: Leaver = {
  what: 'people',
  count: async (db, memberId) => {
    const { n } = await db
      .selectFrom('contact')
      .select((it) => it.fn.countAll<number>().as('n'))
      .where('owner_id', '=', memberId)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(n)
  },
  move: async (db, { fromId, toId, now }) => {
    const rows = await db
      .updateTable('contact')
      .set({ owner_id: toId, changed_at: now })
      .where('owner_id', '=', fromId)
      .where('deleted_at', 'is', null)
      .returning('id')
      .execute()
    const ids = rows.map(({ id }) => id)
    for (let n = 0; n < ids.length; n += chunk)
      await contactsChanged(db, ids.slice(n, n + chunk), now, 'owner')
  },
}

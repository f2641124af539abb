import type { Leaver } from '#platform/registry'
import { setContactOwner } from './store.ts'

const chunk = 5_000

/** People whom somebody who leaves owned. */
export const contactLeaver: Leaver = {
  what: 'people',
  held: (db, memberId) =>
    db.selectFrom('contact').select('id').where('owner_id', '=', memberId).where('deleted_at', 'is', null),
  move: async (db, ids, { fromId, toId, now }) => {
    for (let n = 0; n < ids.length; n += chunk)
      await setContactOwner(db, ids.slice(n, n + chunk), toId, now, fromId)
  },
}

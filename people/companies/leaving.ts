import type { Leaver } from '#platform/registry'
import { companiesChanged } from './store.ts'

/** Companies that somebody who leaves owned. */
export const companyLeaver: Leaver = {
  what: 'companies',
  count: async (db, memberId) => {
    const { n } = await db
      .selectFrom('company')
      .select((it) => it.fn.countAll<number>().as('n'))
      .where('owner_id', '=', memberId)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(n)
  },
  move: async (db, { fromId, toId, now }) => {
    const rows = await db
      .updateTable('company')
      .set({ owner_id: toId, changed_at: now })
      .where('owner_id', '=', fromId)
      .where('deleted_at', 'is', null)
      .returning('id')
      .execute()
    await companiesChanged(
      db,
      rows.map(({ id }) => id),
    )
  },
}

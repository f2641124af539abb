import type { Leaver } from '#platform/registry'

/** Forms whose people belonged to somebody who leaves. */
export const formLeaver: Leaver = {
  what: 'forms',
  count: async (db, memberId) => {
    const { n } = await db
      .selectFrom('form')
      .select((it) => it.fn.countAll<number>().as('n'))
      .where('owner_id', '=', memberId)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(n)
  },
  move: async (db, { fromId, toId, now }) => {
    await db
      .updateTable('form')
      .set({ owner_id: toId, changed_at: now })
      .where('owner_id', '=', fromId)
      .where('deleted_at', 'is', null)
      .execute()
  },
}

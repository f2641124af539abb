import type { Leaver } from '#platform/registry'

/** What somebody who leaves still had to do; what is done stays theirs. */
export const taskLeaver: Leaver = {
  what: 'open tasks',
  count: async (db, memberId) => {
    const { n } = await db
      .selectFrom('task')
      .select((it) => it.fn.countAll<number>().as('n'))
      .where('owner_id', '=', memberId)
      .where('done_at', 'is', null)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(n)
  },
  move: async (db, { fromId, toId }) => {
    await db
      .updateTable('task')
      .set({ owner_id: toId })
      .where('owner_id', '=', fromId)
      .where('done_at', 'is', null)
      .where('deleted_at', 'is', null)
      .execute()
  },
}

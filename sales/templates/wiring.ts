import type { Leaver, Wiring } from '#platform/registry'

/** What somebody who leaves wrote for all stays changeable. */
const templateLeaver: Leaver = {
  what: 'mail templates',
  held: (db, memberId) => db.selectFrom('mail_template').select('id').where('member_id', '=', memberId),
  move: async (db, ids, { fromId, toId }) => {
    await db
      .updateTable('mail_template')
      .set({ member_id: toId })
      .where('id', 'in', ids)
      .where('member_id', '=', fromId)
      .execute()
  },
}

export const templatesWiring: Wiring = { leavers: [templateLeaver] }

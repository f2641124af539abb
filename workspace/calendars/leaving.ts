import { sql } from 'kysely'
import type { Leaver } from '#platform/registry'
import { tellNewDeputies } from './telling.ts'

/** Absences of others for which somebody who leaves would stand in. Nobody stands in for themselves. */
export const deputyLeaver: Leaver = {
  what: 'absences to stand in for',
  held: (db, memberId, now) =>
    db
      .selectFrom('absence')
      .select('id')
      .where('deputy_id', '=', memberId)
      .where('state', 'in', ['asked', 'granted'])
      .where('cancelled_at', 'is', null)
      .where('to_at', '>', now),
  move: async (db, ids, { fromId, toId, now }) => {
    const moved = await db
      .updateTable('absence')
      .set({ deputy_id: sql<string | null>`nullif(${toId}::uuid, member_id)` })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('deputy_id', '=', fromId)
      .returning('id')
      .execute()
    await tellNewDeputies(
      db,
      moved.map(({ id }) => id),
      now,
    )
  },
}

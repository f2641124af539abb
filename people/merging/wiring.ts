import { notFound } from '#platform/http'
import type { Undoer, Wiring } from '#platform/registry'
import { unmerge } from './merge.ts'

/** A merge is more than its rows: taking it back separates the two. */
const merged: Undoer = {
  kind: 'merging.merge',
  undo: async (db, { operationId, ...how }) => {
    const it = await db
      .selectFrom('merge')
      .select('id')
      .where('operation_id', '=', operationId)
      .executeTakeFirst()
    if (!it) throw notFound('no_merge', 'This merge is not in the log.')
    return unmerge(db, it.id, how)
  },
}

export const mergingWiring: Wiring = { undoers: [merged] }

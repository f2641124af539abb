import { beyondReach, type Db } from '#platform/db'
import { notFound } from '#platform/http'
import type { Undoer, Wiring } from '#platform/registry'
import { findPairs } from './finding.ts'
import { timeline } from './happened.ts'
import { duplicatesJob } from './job.ts'
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

/** How far the search has come, in a firm that begins. */
async function beginScans(db: Db): Promise<void> {
  for (const record of ['contact', 'company'] as const)
    await db
      .insertInto('duplicate_scan')
      .values({ record, looked_to: new Date(0), last_id: '00000000-0000-0000-0000-000000000000' })
      .execute()
}

export const mergingWiring: Wiring = {
  undoers: [merged],
  jobs: [duplicatesJob],
  timeline: [timeline],
  founders: [beginScans],
  // What comes back comes back with the time of its last change, which the search has passed.
  restored: (['contact', 'company'] as const).map((table) => ({
    table,
    run: (db, ids, now) => beyondReach(db, () => findPairs(db, table, ids, now)),
  })),
}

import { topicChanged } from '#platform/http'
import { followRows, type Job, type JobContext } from '#platform/registry'
import { inTurns } from '#platform/ticks'
import { recompute } from './computing.ts'
import { nextOf } from './related.ts'
import { findField } from './store.ts'
import { valueIds } from './upkeep.ts'

/** Records a transaction: short enough that nobody who edits one of them waits. */
const chunk = 1000

/** Computes new formulas for the records that are there, chunk by chunk, of each firm in turn; where it was interrupted, it goes on. */
export const computeJob: Job = {
  name: 'compute-fields',
  everyMs: 1000,
  run: async (context) => {
    const waiting = () =>
      context.database.engine((db) =>
        db.selectFrom('field_computing').select(['workspace_id', 'id']).orderBy('started_at').execute(),
      )
    await inTurns(context, waiting, (it) => computeChunk(context, it))
  },
}

/** One chunk of records; says whether there is more to do. */
function computeChunk(
  { database, clock, registry }: JobContext,
  { workspace_id: workspaceId, id }: { workspace_id: number; id: string },
): Promise<boolean> {
  const now = clock.now()
  const operation = { kind: 'fields.compute', label: 'Field computed' }
  const access = { workspaceId, actor: 'engine', now, operation, statementTimeoutMs: 60_000 }
  return database.tenant(access, async (db) => {
    const it = await db
      .selectFrom('field_computing')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!it) return false
    topicChanged(db, 'settings')
    const field = await findField(db, it.field_id)
    const ids = await nextOf(db, field.record, it.after_id, chunk)
    const last = ids.at(-1)
    if (!last) {
      await db.deleteFrom('field_computing').where('id', '=', id).execute()
      topicChanged(
        db,
        field.record === 'contact' ? 'contacts' : field.record === 'company' ? 'companies' : 'deals',
      )
      return false
    }
    const inputs = registry.formulas.find((kind) => kind.record === field.record)?.inputs ?? []
    const changed = await recompute(db, field.record, ids, inputs)
    const values = await valueIds(db, [...changed.keys()])
    // What is derived from values of fields, as what was known of people when, follows as after every change of them.
    await followRows(db, registry.restored, new Map([['field_value', values]]), now)
    await db
      .updateTable('field_computing')
      .set({ after_id: last, done: it.done + ids.length })
      .where('id', '=', id)
      .execute()
    return true
  })
}

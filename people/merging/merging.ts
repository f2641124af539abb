import { sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import type { Registry } from '#platform/registry'
import { type MergeRecord, merge, mergeNews } from './merge.ts'

/** A merge with all that follows it, inside the operation of the transaction. */
export async function mergeWhole(
  db: Db,
  it: {
    record: MergeRecord
    winnerId: string
    loserId: string
    take: string[]
    actor: string
    registry: Registry
  },
  now: Date,
): Promise<{ mergeId: string; operationId: string }> {
  const { record, winnerId, loserId, registry } = it
  const { rows } = await sql<{ id: string }>`select current_setting('baton.operation') as id`.execute(db)
  const operationId = rows[0]!.id
  const mergeId = await merge(db, { ...it, operationId, restored: registry.restored }, now)
  if (record === 'contact')
    await beyondReach(db, async () => {
      for (const hook of registry.merged) await hook(db, { winnerId, loserId, now })
      await mergeNews(db, [winnerId, loserId], now)
    })
  return { mergeId, operationId }
}

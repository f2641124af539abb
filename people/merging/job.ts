import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { findPairs } from './finding.ts'
import type { MergeRecord } from './merge.ts'
import { mergeWhole } from './merging.ts'
import { recordOf, ruleFinds, rulesInForce } from './rules.ts'

const everyMs = 5000
const mostAtOnce = 1000
/** Whoever changed something this long ago may only be done now: that is looked at again, though it was passed. */
const lateMs = 120_000
const mostMerges = 200

/** Looks for duplicates of whatever was changed, and merges those for which the firm has a rule. */
export const duplicatesJob: Job = {
  name: 'duplicates',
  everyMs,
  run: async (context) => {
    const { database } = context
    const scans = await database.engine((db) =>
      db.selectFrom('duplicate_scan').select(['workspace_id', 'record']).execute(),
    )
    await eachFirm(context, scans, async ({ workspace_id: workspaceId, record }) => {
      let found = mostAtOnce
      while (found === mostAtOnce && !context.signal.aborted)
        found = await database.tenant({ workspaceId, actor: 'engine', now: context.clock.now() }, (db) =>
          scan(db, record, context.clock.now()),
        )
      await mergeByRule(context, workspaceId, record)
    })
  },
}

async function scan(db: Db, record: MergeRecord, now: Date): Promise<number> {
  const at = await db
    .selectFrom('duplicate_scan')
    .select(['looked_to', 'last_id'])
    .where('record', '=', record)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!at) return 0
  const { rows } = await sql<{ id: string; changed_at: Date }>`
    select id, changed_at from ${sql.table(record)}
    where (changed_at, id) > (${at.looked_to}::timestamptz, ${at.last_id}::uuid) order by changed_at, id limit ${mostAtOnce}`.execute(
    db,
  )
  const since = new Date(Math.min(at.looked_to.getTime(), now.getTime()) - lateMs)
  const late =
    now.getTime() - at.looked_to.getTime() > 2 * lateMs
      ? []
      : (
          await sql<{ id: string }>`
            select id from ${sql.table(record)}
            where changed_at > ${since} and (changed_at, id) <= (${at.looked_to}::timestamptz, ${at.last_id}::uuid)
            order by changed_at desc, id desc limit ${mostAtOnce}`.execute(db)
        ).rows
  await findPairs(
    db,
    record,
    [...rows, ...late].map(({ id }) => id),
    now,
  )
  const last = rows.at(-1)
  if (!last) return 0
  await db
    .updateTable('duplicate_scan')
    .set({ looked_to: last.changed_at, last_id: last.id })
    .where('record', '=', record)
    .execute()
  topicChanged(db, 'duplicates')
  return rows.length
}

/** Each merge is an operation of its own, so that each is taken back by itself. */
async function mergeByRule(
  { database, clock, registry, signal }: JobContext,
  workspaceId: number,
  record: MergeRecord,
) {
  const inside = <T>(run: (db: Db, now: Date) => Promise<T>, label?: string) => {
    const now = clock.now()
    const operation = label === undefined ? {} : { operation: { kind: 'merging.merge', label } }
    return database.tenant({ workspaceId, actor: 'engine', now, ...operation }, (db) => run(db, now))
  }
  for (const kind of await inside(rulesInForce)) {
    if (recordOf(kind) !== record) continue
    const { pairs } = await inside((db) => ruleFinds(db, kind, mostMerges))
    for (const { one, other } of pairs) {
      if (signal.aborted) return
      await inside(
        (db, now) =>
          mergeWhole(db, { record, winnerId: one, loserId: other, take: [], actor: 'engine', registry }, now),
        'Merged by rule',
      )
    }
  }
}

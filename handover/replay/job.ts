import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Job, JobContext } from '#platform/registry'
import { inTurns } from '#platform/ticks'
import { firmZone } from '#workspace/members'
import { candidateOf, walkPeople } from './replaying.ts'
import { instantOf } from './store.ts'
import { tallyShape } from './tally.ts'

/** People a transaction. */
const chunk = 500

/** Walks replays on, chunk by chunk, of each firm in turn; where one was interrupted, it goes on. */
export const replayJob: Job = {
  name: 'replay',
  everyMs: 1000,
  run: (context) =>
    inTurns(
      context,
      () =>
        context.database.engine((db) =>
          db
            .selectFrom('replay')
            .select(['workspace_id', 'id'])
            .where('state', '=', 'running')
            .orderBy('created_at')
            .execute(),
        ),
      (it) => walkOn(context, it),
    ),
}

/** The next chunk of one; what broke is told to who asked for it. */
async function walkOn(
  { database, clock, log }: JobContext,
  { workspace_id: workspaceId, id }: { workspace_id: number; id: string },
): Promise<boolean> {
  const inside = <T>(fn: (db: Db, now: Date) => Promise<T>) => {
    const now = clock.now()
    return database.tenant({ workspaceId, actor: 'engine', now, statementTimeoutMs: 60_000 }, (db) =>
      fn(db, now),
    )
  }
  try {
    return await inside((db, now) => replayChunk(db, id, now))
  } catch (error) {
    log.error({ err: error, replay: id }, 'a replay failed')
    const problem = 'Something broke on our side. Begin it again; nothing was changed by it.'
    await inside(async (db, now) => {
      await db
        .updateTable('replay')
        .set({ state: 'failed', problem, changed_at: now })
        .where('id', '=', id)
        .execute()
      topicChanged(db, 'replays')
    })
    return false
  }
}

/** One chunk of people; says whether there is more to do. */
export async function replayChunk(db: Db, id: string, now: Date): Promise<boolean> {
  const it = await db
    .selectFrom('replay')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'running')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!it) return false
  const people = await db
    .selectFrom('contact')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .$if(it.after_contact !== null, (query) => query.where('id', '>', it.after_contact!))
    .orderBy('id')
    .limit(chunk)
    .execute()
  const last = people.at(-1)
  topicChanged(db, 'replays')
  if (!last) {
    await db.updateTable('replay').set({ state: 'done', changed_at: now }).where('id', '=', id).execute()
    return false
  }
  const zone = await firmZone(db)
  const tally = tallyShape.parse(it.tally)
  const asked = {
    productLineId: it.product_line_id,
    candidate: candidateOf(it.product_line_id, it.content),
    from: instantOf(it.from_day, zone),
    to: instantOf(it.to_day, zone),
    verdicts: it.verdicts,
  }
  await walkPeople(
    db,
    people.map((row) => row.id),
    asked,
    tally,
    { zone, now },
  )
  await db
    .updateTable('replay')
    .set({
      after_contact: last.id,
      done: it.done + people.length,
      tally: JSON.stringify(tally),
      changed_at: now,
    })
    .where('id', '=', id)
    .execute()
  return true
}

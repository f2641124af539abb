import { implement } from '@orpc/server'
import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { conflict, type Entry, guard } from '#platform/http'
import { bulkContract } from './contract.ts'
import { ended } from './job.ts'
import { findOwn, firstStayed, ownActs } from './store.ts'

const os = implement(bulkContract).$context<Entry>().use(guard)

export const bulk = os.router({
  list: os.list.handler(async ({ context: { db, actor, now } }) => ({ rows: await ownActs(db, actor, now) })),
  get: os.get.handler(async ({ context: { db, actor, registry }, input: { id } }) => {
    const it = await findOwn(db, actor, id)
    return { ...it, first: await firstStayed(db, registry, id) }
  }),
  change: os.change.handler(async ({ context: { db, actor, now }, input: { id, state, seen } }) => {
    await db.selectFrom('bulk_act').select('state').where('operation_id', '=', id).forUpdate().execute()
    const it = await findOwn(db, actor, id)
    if (state && state !== it.state) {
      if (it.finishedAt) throw conflict('not_now', 'It has ended. Take it back by its operation.')
      await set(db, id, state, now)
    }
    if (seen) {
      if (!it.finishedAt) throw conflict('not_now', 'It goes on still. Stop it first.')
      await db.updateTable('bulk_act').set({ seen_at: now }).where('operation_id', '=', id).execute()
    }
    return findOwn(db, actor, id)
  }),
})

/** Paused, going on, or stopped for good. */
async function set(db: Db, id: string, state: 'running' | 'paused' | 'stopped', now: Date): Promise<void> {
  const more = state === 'stopped' ? ended(now) : {}
  const later = sql<Date>`began_at + (${now}::timestamptz - changed_at)`
  await db
    .updateTable('bulk_act')
    .set({ state, problem: null, changed_at: now, ...more, ...(state === 'running' && { began_at: later }) })
    .where('operation_id', '=', id)
    .execute()
}

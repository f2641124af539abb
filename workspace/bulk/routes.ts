import { implement } from '@orpc/server'
import { conflict, type Entry, guard } from '#platform/http'
import { bulkContract } from './contract.ts'
import { findOwn, firstStayed, ownActs, setState } from './store.ts'

const os = implement(bulkContract).$context<Entry>().use(guard)

export const bulk = os.router({
  list: os.list.handler(async ({ context: { db, actor, now } }) => ({ rows: await ownActs(db, actor, now) })),
  get: os.get.handler(async ({ context: { db, actor, registry }, input: { id } }) => {
    const it = await findOwn(db, actor, id)
    return { ...it, first: await firstStayed(db, actor, registry, id) }
  }),
  change: os.change.handler(async ({ context: { db, actor, now }, input: { id, state, seen } }) => {
    await db.selectFrom('bulk_act').select('state').where('operation_id', '=', id).forUpdate().execute()
    const it = await findOwn(db, actor, id)
    if (state && state !== it.state) {
      if (it.finishedAt) throw conflict('not_now', 'It has ended. Take it back by its operation.')
      await setState(db, id, { state, problem: null }, now).execute()
    }
    if (seen) {
      if (!it.finishedAt) throw conflict('not_now', 'It goes on still. Stop it first.')
      await db.updateTable('bulk_act').set({ seen_at: now }).where('operation_id', '=', id).execute()
    }
    return findOwn(db, actor, id)
  }),
})

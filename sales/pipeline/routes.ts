import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import { type Entry, guard } from '#platform/http'
import { pipelineContract } from './contract.ts'
import { closeReasons, savePipeline, stages } from './store.ts'

const os = implement(pipelineContract).$context<Entry>().use(guard)

export const pipeline = os.router({
  get: os.get.handler(async ({ context: { db } }) => ({
    stages: await stages(db),
    reasons: await closeReasons(db),
  })),
  save: os.save.handler(async ({ context: { db, now, operationId }, input }) => {
    await savePipeline(db, input.stages, now)
    return { operationId }
  }),
  addReason: os.addReason.handler(async ({ context: { db, now, operationId }, input }) => {
    const id = uuidv7(now)
    await db
      .insertInto('close_reason')
      .values({ id, ...input, position: 1000, created_at: now })
      .execute()
    return { id, operationId }
  }),
  archiveReason: os.archiveReason.handler(async ({ context: { db, now, operationId }, input }) => {
    await db.updateTable('close_reason').set({ archived_at: now }).where('id', '=', input.id).execute()
    return { operationId }
  }),
})

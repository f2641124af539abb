import { implement } from '@orpc/server'
import { type Entry, forbidden, guard } from '#platform/http'
import { pipelineContract } from './contract.ts'
import { addReason, archiveReason, closeReasons, renameReason, savePipeline, stages } from './store.ts'

const os = implement(pipelineContract).$context<Entry>().use(guard)

export const pipeline = os.router({
  get: os.get.handler(async ({ context: { db } }) => ({
    stages: await stages(db),
    reasons: await closeReasons(db),
  })),
  save: os.save.handler(async ({ context: { db, now, operationId, actor }, input }) => {
    if (actor.reach)
      throw forbidden(
        'not_all_deals',
        'Only who sees all deals can change the stages: others’ deals lie in them too.',
      )
    await savePipeline(db, input.stages, now)
    return { operationId }
  }),
  addReason: os.addReason.handler(async ({ context: { db, now, operationId }, input }) => ({
    id: await addReason(db, input, now),
    operationId,
  })),
  renameReason: os.renameReason.handler(async ({ context: { db, operationId }, input }) => {
    await renameReason(db, input)
    return { operationId }
  }),
  archiveReason: os.archiveReason.handler(async ({ context: { db, now, operationId }, input }) => {
    await archiveReason(db, input.id, now)
    return { operationId }
  }),
})

import { implement } from '@orpc/server'
import { holdWaiting, pullForward, withdrawHandover } from '#handover/handovers'
import { candidateCount } from '#handover/scoring'
import { type Entry, guard, refuseWhoSeesAPart, who } from '#platform/http'
import { flowContract } from './contract.ts'
import { waitingList } from './list.ts'

const os = implement(flowContract).$context<Entry>().use(guard)

/** Whoever goes first goes before everybody who waits. */
const speaksOfAll = 'The order speaks of everybody who waits. Ask somebody who sees everybody.'

export const flow = os.router({
  waiting: os.waiting.handler(async ({ context: { db, now, actor }, input }) => {
    const isPart = actor.reach !== undefined
    return { ...(await waitingList(db, { ...input, isPart }, now)), candidates: await candidateCount(db) }
  }),
  pull: os.pull.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    refuseWhoSeesAPart(actor, speaksOfAll)
    await pullForward(db, input.id, { actor: who(actor), reason: input.reason }, now)
    return { operationId }
  }),
  takeOff: os.takeOff.handler(async ({ context, input }) => {
    const { db, now, actor, operationId, registry } = context
    refuseWhoSeesAPart(actor, speaksOfAll)
    await holdWaiting(db, input.id)
    await withdrawHandover({ db, now, actor, kinds: registry.journal }, input.id, input.reason)
    return { operationId }
  }),
})

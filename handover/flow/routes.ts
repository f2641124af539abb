import { implement } from '@orpc/server'
import { holdWaiting, pullForward, withdrawHandover } from '#handover/handovers'
import { candidateCount } from '#handover/scoring'
import { type Actor, type Entry, forbidden, guard } from '#platform/http'
import { flowContract } from './contract.ts'
import { waitingList } from './list.ts'

const os = implement(flowContract).$context<Entry>().use(guard)

export const flow = os.router({
  waiting: os.waiting.handler(async ({ context: { db, now, actor }, input }) => {
    refuseWhoSeesAPart(actor)
    return { ...(await waitingList(db, input, now)), candidates: await candidateCount(db) }
  }),
  pull: os.pull.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    refuseWhoSeesAPart(actor)
    await pullForward(db, input.id, { actor: `${actor.kind}:${actor.memberId}`, reason: input.reason }, now)
    return { operationId }
  }),
  takeOff: os.takeOff.handler(async ({ context, input }) => {
    const { db, now, actor, operationId, registry } = context
    refuseWhoSeesAPart(actor)
    await holdWaiting(db, input.id)
    await withdrawHandover({ db, now, actor, kinds: registry.journal }, input.id, input.reason)
    return { operationId }
  }),
})

/** The order of the list speaks of everybody who waits. */
function refuseWhoSeesAPart({ reach }: Actor): void {
  if (reach)
    throw forbidden('sees_a_part', 'The waiting list speaks of everybody. Ask somebody who sees everybody.')
}

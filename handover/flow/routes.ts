import { implement } from '@orpc/server'
import { holdHandover, noteState, withdrawHandover } from '#handover/handovers'
import { candidateCount } from '#handover/scoring'
import { type Actor, conflict, type Entry, forbidden, guard, type Inside } from '#platform/http'
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
    await holdWaiting(context, input.id)
    await db
      .updateTable('handover')
      .set({ pulled_at: now, changed_at: now })
      .where('id', '=', input.id)
      .execute()
    const by = `${actor.kind}:${actor.memberId}`
    await noteState(db, input.id, { state: 'waiting', actor: by, reason: input.reason, at: now }, now)
    return { operationId }
  }),
  takeOff: os.takeOff.handler(async ({ context, input }) => {
    const { db, now, actor, operationId, registry } = context
    refuseWhoSeesAPart(actor)
    await holdWaiting(context, input.id)
    await withdrawHandover({ db, now, actor, kinds: registry.journal }, input.id, input.reason)
    return { operationId }
  }),
})

/** The order of the list speaks of everybody who waits. */
function refuseWhoSeesAPart({ reach }: Actor): void {
  if (reach)
    throw forbidden('sees_a_part', 'The waiting list speaks of everybody. Ask somebody who sees everybody.')
}

async function holdWaiting({ db }: Pick<Inside, 'db'>, id: string): Promise<void> {
  const { row } = await holdHandover(db, id)
  if (row.state !== 'waiting' || row.lane !== 'earned' || row.first_offered_at || row.with_manager)
    throw conflict('not_waiting', 'This lead does not wait any more. Reload to see who has it.')
}

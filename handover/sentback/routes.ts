import { implement } from '@orpc/server'
import { type Entry, guard, type Inside } from '#platform/http'
import { answerSendBack, decideContest } from './acts.ts'
import { sendBacksContract } from './contract.ts'
import { countSendBacks, findSendBack, sendBackPage } from './store.ts'

const os = implement(sendBacksContract).$context<Entry>().use(guard)
const acting = ({ db, now, actor, registry }: Inside & Entry) => ({ db, now, actor, kinds: registry.journal })

export const sendBacks = os.router({
  list: os.list.handler(({ context: { db, actor }, input }) => sendBackPage(db, actor, input)),
  counts: os.counts.handler(({ context: { db } }) => countSendBacks(db)),
  get: os.get.handler(({ context: { db, actor }, input }) => findSendBack(db, actor, input.id)),
  answer: os.answer.handler(async ({ context, input: { id, answer, text, until } }) => {
    await answerSendBack(acting(context), id, { answer, text: text?.trim() || null, until: until ?? null })
    return { operationId: context.operationId }
  }),
  decide: os.decide.handler(async ({ context, input: { id, text, memberId, ...given } }) => {
    const it = { ...given, text: text.trim(), memberId: memberId ?? null }
    const handoverId = await decideContest(acting(context), id, it)
    // Offered again they have reached somebody: that one is ended instead.
    return { operationId: handoverId ? null : context.operationId, handoverId }
  }),
})

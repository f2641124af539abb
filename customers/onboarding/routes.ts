import { implement } from '@orpc/server'
import { type Entry, guard, type Inside, notFound } from '#platform/http'
import { accept, answer, ask, findOnboarding, move } from './acts.ts'
import { onboardingContract } from './contract.ts'
import { addPromise, dealsWaitingFor, openable, readOnboardings, seenDeals, shown } from './store.ts'

const os = implement(onboardingContract).$context<Entry>().use(guard)

export const onboarding = os.router({
  list: os.list.handler(async ({ context: { db, now, actor }, input: { box, ...of } }) => {
    const among = box === 'mine' ? { dealIds: await dealsWaitingFor(db, actor.memberId) } : {}
    const found = await readOnboardings(db, await seenDeals(db, { ...of, ...among }), now)
    const seen = await openable(db, found)
    return { rows: found.map((row) => shown(row, seen, actor)) }
  }),
  accept: os.accept.handler(async ({ context, input }) => {
    await accept(context, input.dealId)
    return { operationId: context.operationId }
  }),
  ask: os.ask.handler(async ({ context, input }) => {
    await ask(context, input.dealId, input.question.trim())
    return { operationId: context.operationId }
  }),
  answer: os.answer.handler(async ({ context, input }) => {
    await answer(context, input.dealId, input.answer.trim())
    return { operationId: null }
  }),
  move: os.move.handler(async ({ context, input }) => {
    await move(context, input.dealId, input.memberId)
    return { operationId: context.operationId }
  }),
  say: os.say.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    await findOnboarding(context, input.dealId, 'edit')
    await db
      .updateTable('onboarding')
      .set({ words: input.words?.trim() || null, changed_at: now })
      .where('deal_id', '=', input.dealId)
      .execute()
    return { operationId }
  }),
  addPromise: os.addPromise.handler(async ({ context, input }) => {
    await findOnboarding(context, input.dealId, 'edit')
    return { id: await addPromise(context.db, input, context.now), operationId: context.operationId }
  }),
  editPromise: os.editPromise.handler(async ({ context, input: { id, text, dueOn, done } }) => {
    const { db, now, actor, operationId } = context
    await promiseOf(context, id)
    await db
      .updateTable('promise')
      .set({
        changed_at: now,
        ...(text !== undefined && { text }),
        ...(dueOn !== undefined && { due_on: dueOn }),
        ...(done !== undefined && { done_at: done ? now : null, done_by: done ? actor.memberId : null }),
      })
      .where('id', '=', id)
      .execute()
    return { operationId }
  }),
  removePromise: os.removePromise.handler(async ({ context, input }) => {
    await promiseOf(context, input.id)
    await context.db.deleteFrom('promise').where('id', '=', input.id).execute()
    return { operationId: context.operationId }
  }),
})

/** A promise of a customer that the caller may write to; what they don't see is as if it were not there. */
async function promiseOf(context: Pick<Inside, 'db' | 'now' | 'actor'>, id: string) {
  const gone = notFound('no_promise', 'This promise is not there, or not yours to see.')
  const promise = await context.db
    .selectFrom('promise')
    .select('deal_id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!promise || (await seenDeals(context.db, { dealId: promise.deal_id })).length === 0) throw gone
  await findOnboarding(context, promise.deal_id, 'edit')
}

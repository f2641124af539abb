import { implement } from '@orpc/server'
import { setBars } from '#people/contacts'
import { subjectOf } from '#people/identity'
import type { Db } from '#platform/db'
import { conflict, type Entry, guard, notFound } from '#platform/http'
import { contactNews } from '#platform/pump'
import { consentContract } from './contract.ts'
import { addConsent, permissionsOf, withNames } from './store.ts'
import {
  addTopic,
  archiveTopic,
  changeTopic,
  putTopicsInOrder,
  refuseUnknownTopic,
  restoreTopic,
  topicsOf,
} from './topics.ts'

const os = implement(consentContract).$context<Entry>().use(guard)

export const consent = os.router({
  get: os.get.handler(async ({ context: { db, now }, input }) => {
    await seen(db, input.contactId)
    return { permissions: await withNames(db, await permissionsOf(db, input.contactId, now)) }
  }),
  add: os.add.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    await seen(db, input.contactId)
    const { contactId, proof, ...row } = input
    await refuseUnknownTopic(db, row.topic, row.state)
    const subjectId = await subjectOf(db, contactId)
    await addConsent(
      db,
      { ...row, subjectId, proof: { by: actor.memberId, name: actor.name, words: proof } },
      now,
    )
    await contactNews(db, [{ contactId, cause: 'consent' }], now)
    return { operationId }
  }),
  decide: os.decide.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const contact = await seen(db, input.contactId)
    const kept = contact.bars.filter((bar) => !bar.startsWith(`${input.channel}:`))
    if (kept.length === contact.bars.length)
      throw conflict('no_bar', 'This channel does not wait for a decision any more.')
    await setBars(db, contact.id, kept, now)
    await addConsent(
      db,
      {
        subjectId: await subjectOf(db, contact.id),
        channel: input.channel,
        topic: '*',
        basis: 'consent',
        state: input.decision === 'allow' ? 'granted' : 'objected',
        proof: { by: actor.memberId, name: actor.name, words: input.proof, contradiction: contact.bars },
      },
      now,
    )
    await contactNews(db, [{ contactId: contact.id, cause: 'consent' }], now)
    return { operationId }
  }),
  topics: os.topics.handler(async ({ context: { db }, input }) => ({ rows: await topicsOf(db, input) })),
  addTopic: os.addTopic.handler(async ({ context: { db, now, operationId }, input }) => ({
    ...(await addTopic(db, input, now)),
    operationId,
  })),
  changeTopic: os.changeTopic.handler(async ({ context: { db, operationId }, input: { id, ...values } }) => {
    await changeTopic(db, id, values)
    return { operationId }
  }),
  orderTopics: os.orderTopics.handler(async ({ context: { db, operationId }, input }) => {
    await putTopicsInOrder(db, input.ids)
    return { operationId }
  }),
  archiveTopic: os.archiveTopic.handler(async ({ context: { db, now, operationId, registry }, input }) => {
    await archiveTopic(db, input.id, registry.topicUses, now)
    return { operationId }
  }),
  restoreTopic: os.restoreTopic.handler(async ({ context: { db, operationId }, input }) => {
    await restoreTopic(db, input.id)
    return { operationId }
  }),
})

async function seen(db: Db, contactId: string) {
  const contact = await db
    .selectFrom('contact')
    .select(['id', 'bars'])
    .where('id', '=', contactId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!contact) throw notFound('no_contact', 'This person is not there, or you may not see them.')
  return contact
}

import { z } from 'zod'
import { done, endpoint, id, instant, line, prose } from '#platform/http/contract'

export const channel = z.enum(['email', 'phone', 'sms', 'post', 'any'])
export const permissionShape = z.object({
  channel,
  topic: z.string(),
  basis: z.enum(['consent', 'request', 'contract', 'legitimate_interest', 'none']),
  state: z.enum(['pending', 'granted', 'withdrawn', 'objected', 'expired', 'barred']),
  since: instant.nullable(),
  wording: z.string().nullable(),
  cause: z.string().optional(),
})
/** With what the topic is called. */
export const namedPermission = permissionShape.extend({ topicName: z.string() })

const topicShape = z.object({
  id,
  /** As the ledger and forms name it; never changed. */
  key: z.string(),
  name: z.string(),
  about: z.string(),
  isPublic: z.boolean(),
  archivedAt: instant.nullable(),
})
export type Topic = z.infer<typeof topicShape>
const topicValues = {
  name: line(100).min(1),
  /** What is sent and how often, in a sentence; people read it where they choose. */
  about: line(300),
  /** People can choose it themselves on the page behind their link. */
  isPublic: z.boolean(),
}
const topics = { touches: ['settings', 'contacts'] }

export const consentContract = {
  /** What a person permits now by channel and topic, and on which basis. */
  get: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/{contactId}/permissions' })
    .input(z.object({ contactId: id }))
    .output(z.object({ permissions: z.array(namedPermission) })),
  /** Writes down what the person said to a colleague: a permission or an objection, with how it was said. */
  add: endpoint('contacts.write', { touches: ['contacts'], label: 'Permission noted' })
    .route({ method: 'POST', path: '/contacts/{contactId}/permissions' })
    .input(
      z.object({
        contactId: id,
        channel,
        /** The key of a topic, or `request` (what they asked), `sales` (what we sell), `*` (everything). */
        topic: line(100).min(1).default('*'),
        basis: z.enum(['consent', 'request', 'contract', 'legitimate_interest']).default('consent'),
        state: z.enum(['granted', 'withdrawn', 'objected']),
        /** How, when and to whom they said it. */
        proof: prose(2000).min(3),
      }),
    )
    .output(done),
  /** Decides a contradiction that an import found: allow the channel again, or keep it barred by an objection. */
  decide: endpoint('contacts.write', { touches: ['contacts'], label: 'Contradiction decided' })
    .route({ method: 'POST', path: '/contacts/{contactId}/bars' })
    .input(
      z.object({
        contactId: id,
        channel,
        decision: z.enum(['allow', 'objected']),
        proof: prose(2000).min(3),
      }),
    )
    .output(done),
  /** What the firm sends that people can agree to, in its order; what is put away only when asked for. */
  topics: endpoint('contacts.read')
    .route({ method: 'GET', path: '/topics' })
    .input(z.object({ archived: z.stringbool().or(z.boolean()).default(false) }))
    .output(z.object({ rows: z.array(topicShape) })),
  addTopic: endpoint('privacy.manage', { ...topics, label: 'Topic added' })
    .route({ method: 'POST', path: '/topics' })
    .input(
      z.object({
        name: topicValues.name,
        about: topicValues.about.default(''),
        isPublic: topicValues.isPublic.default(true),
      }),
    )
    .output(done.extend({ id, key: z.string() })),
  changeTopic: endpoint('privacy.manage', { ...topics, label: 'Topic changed' })
    .route({ method: 'PATCH', path: '/topics/{id}' })
    .input(
      z
        .object({ id, ...topicValues })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  /** The order in which people see them; those not named come after. */
  orderTopics: endpoint('privacy.manage', { ...topics, label: 'Topics put in order' })
    .route({ method: 'PUT', path: '/topics/order' })
    .input(z.object({ ids: z.array(id).max(500) }))
    .output(done),
  /** Offers a topic no more; who agreed to it still did. Refused while a published form asks for it (`topic_in_use`). */
  archiveTopic: endpoint('privacy.manage', { ...topics, label: 'Topic put away' })
    .route({ method: 'DELETE', path: '/topics/{id}' })
    .input(z.object({ id }))
    .output(done),
  restoreTopic: endpoint('privacy.manage', { ...topics, label: 'Topic brought back' })
    .route({ method: 'POST', path: '/topics/{id}/restoration' })
    .input(z.object({ id }))
    .output(done),
}

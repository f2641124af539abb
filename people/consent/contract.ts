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

export const consentContract = {
  /** What a person permits now by channel and topic, and on which basis. */
  get: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/{contactId}/permissions' })
    .input(z.object({ contactId: id }))
    .output(z.object({ permissions: z.array(permissionShape) })),
  /** Writes down what the person said to a colleague: a permission or an objection, with how it was said. */
  add: endpoint('contacts.write', { touches: ['contacts'], label: 'Permission noted' })
    .route({ method: 'POST', path: '/contacts/{contactId}/permissions' })
    .input(
      z.object({
        contactId: id,
        channel,
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
}

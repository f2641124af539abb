import { z } from 'zod'
import { day, done, endpoint, id, instant, page, pageInput, prose } from '#platform/http/contract'

const person = z.object({ id, name: z.string() }).nullable()
const word = z.object({
  word: z.enum(['agreed', 'contested', 'nurture', 'upheld', 'overruled']),
  who: z.string(),
  /** Nobody answered in time: it counts as agreed. */
  byRule: z.boolean(),
  text: z.string().nullable(),
  until: day.nullable(),
  at: instant,
})
export const sendBackShape = z.object({
  /** That of the handover. */
  id,
  /** The person, or for a contractor who had not accepted the company. */
  name: z.string(),
  contactId: id.nullable(),
  company: z.string().nullable(),
  productLine: z.string(),
  reason: z.string(),
  evidence: z.string().nullable(),
  /** What the seller wrote for whoever takes it up again. */
  note: z.string().nullable(),
  seller: person,
  sentBackAt: instant,
  channel: z.string().nullable(),
  campaign: z.string().nullable(),
  form: z.string().nullable(),
  state: z.enum(['open', 'agreed', 'contested', 'upheld', 'overruled']),
  /** Who of marketing owes the answer; null is marketing as a whole. */
  answerer: person,
  dueAt: instant.nullable(),
  nurtureUntil: instant.nullable(),
  words: z.array(word),
  may: z.object({ answer: z.boolean(), decide: z.boolean() }),
})
export type SendBackRow = z.infer<typeof sendBackShape>
const touches = { touches: ['handovers', 'contacts', 'leads', 'numbers', 'agenda'] }

export const sendBacksContract = {
  /** To answer: what is due first. Contested: what waits longest for a manager. Answered: the newest first. `id`: of one handover alone. */
  list: endpoint('handovers.read')
    .route({ method: 'GET', path: '/send-backs' })
    .input(
      z.object({
        box: z.enum(['to_answer', 'contested', 'answered']).default('to_answer'),
        id: id.optional(),
        ...pageInput,
      }),
    )
    .output(page(sendBackShape)),
  counts: endpoint('handovers.read')
    .route({ method: 'GET', path: '/send-backs/counts' })
    .input(z.object({}))
    .output(z.object({ toAnswer: z.number().int(), contested: z.number().int() })),
  get: endpoint('handovers.read')
    .route({ method: 'GET', path: '/send-backs/{id}' })
    .input(z.object({ id }))
    .output(sendBackShape),
  /**
   * Marketing's answer, once: agreed, contested (says why; a manager decides), or nurtured until a day within twelve
   * months, without `until` by the reason. Nurturing agrees.
   */
  answer: endpoint('feedback.answer', { ...touches, label: 'Send-back answered' })
    .route({ method: 'POST', path: '/send-backs/{id}/answer' })
    .input(
      z.object({
        id,
        answer: z.enum(['agreed', 'contested', 'nurture']),
        text: prose(2000).optional(),
        until: day.optional(),
      }),
    )
    .output(done),
  /**
   * A manager's decision on what is contested, with the reason for it. Overruled: it counts against nobody, and the person
   * goes back to the same seller, to whom routing finds, to somebody chosen, or nowhere for now.
   */
  decide: endpoint('handovers.manage', { ...touches, label: 'Contest decided' })
    .route({ method: 'POST', path: '/send-backs/{id}/decision' })
    .input(
      z.object({
        id,
        decision: z.enum(['upheld', 'overruled']),
        text: prose(2000),
        next: z.enum(['same', 'route', 'member', 'nobody']).default('nobody'),
        memberId: id.optional(),
      }),
    )
    .output(done.extend({ handoverId: id.nullable() })),
}

import { z } from 'zod'
import { day, done, endpoint, id, instant, line, prose } from '#platform/http/contract'

const named = z.object({ id, name: z.string() })
export const promiseShape = z.object({
  id,
  text: z.string(),
  dueOn: day.nullable(),
  /** Its day is over and it is not done. */
  late: z.boolean(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
})
export const onboardingShape = z.object({
  dealId: id,
  deal: z.string(),
  /** Where the viewer may open it. */
  company: named.nullable(),
  contact: named.nullable(),
  /** The company, or the person without one. */
  customer: z.string(),
  wonAt: instant.nullable(),
  /** What was promised, in the winner's words; null: nobody has said. */
  words: z.string().nullable(),
  promises: z.array(promiseShape),
  /** nobody_named: the deal names no person yet, so that it can't be handed over. */
  state: z.enum(['nobody_named', 'offered', 'working', 'sent_back']),
  byRule: z.boolean(),
  from: named,
  receiver: named,
  /** What the receiver asked, while it waits for the answer. */
  question: z.string().nullable(),
  at: instant,
  may: z.object({
    accept: z.boolean(),
    ask: z.boolean(),
    answer: z.boolean(),
    move: z.boolean(),
    edit: z.boolean(),
  }),
})
export type Onboarding = z.infer<typeof onboardingShape>

const touches = { touches: ['onboarding', 'handovers', 'contacts'] }
const promise = { text: line(500).min(1), dueOn: day.nullable() }

export const onboardingContract = {
  /**
   * Customers on the way from sales to who looks after them. mine: what waits for an answer of the caller; all: of one
   * deal, company or person, or every one. Who is not taken over yet first, then the newest; at most 200.
   */
  list: endpoint('deals.read')
    .route({ method: 'GET', path: '/onboardings' })
    .input(
      z.object({
        box: z.enum(['mine', 'all']).default('all'),
        dealId: id.optional(),
        companyId: id.optional(),
        contactId: id.optional(),
      }),
    )
    .output(z.object({ rows: z.array(onboardingShape) })),
  /** Takes the customer over: from now on signals of theirs reach this member. */
  accept: endpoint('deals.write', { ...touches, label: 'Customer taken over' })
    .route({ method: 'POST', path: '/onboardings/{dealId}/acceptance' })
    .input(z.object({ dealId: id }))
    .output(done),
  /** Asks whoever sold what a promise means; the customer is theirs until they answer. */
  ask: endpoint('deals.write', { ...touches, label: 'Asked what was promised' })
    .route({ method: 'POST', path: '/onboardings/{dealId}/question' })
    .input(z.object({ dealId: id, question: prose(2000).min(3) }))
    .output(done),
  /** Answers, and hands the customer over again: no undo, since they are before the receiver as if for the first time. */
  answer: endpoint('deals.write', { ...touches, label: 'Answered what was promised' })
    .route({ method: 'POST', path: '/onboardings/{dealId}/answer' })
    .input(z.object({ dealId: id, answer: prose(2000).min(3) }))
    .output(done),
  /** Somebody else is to look after the customer. */
  move: endpoint('deals.write', { ...touches, label: 'Customer given to a colleague' })
    .route({ method: 'POST', path: '/onboardings/{dealId}/receiver' })
    .input(z.object({ dealId: id, memberId: id }))
    .output(done),
  /** What was promised, in words. */
  say: endpoint('deals.write', { ...touches, label: 'What was promised written down' })
    .route({ method: 'PATCH', path: '/onboardings/{dealId}' })
    .input(z.object({ dealId: id, words: prose(4000).nullable() }))
    .output(done),
  addPromise: endpoint('deals.write', { ...touches, label: 'Promise written down' })
    .route({ method: 'POST', path: '/onboardings/{dealId}/promises' })
    .input(z.object({ dealId: id, text: promise.text, dueOn: promise.dueOn.default(null) }))
    .output(done.extend({ id })),
  /** Changes a promise, or says whether it is kept. */
  editPromise: endpoint('deals.write', { ...touches, label: 'Promise changed' })
    .route({ method: 'PATCH', path: '/promises/{id}' })
    .input(
      z
        .object({ id, ...promise, done: z.boolean() })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  removePromise: endpoint('deals.write', { ...touches, label: 'Promise removed' })
    .route({ method: 'DELETE', path: '/promises/{id}' })
    .input(z.object({ id }))
    .output(done),
}

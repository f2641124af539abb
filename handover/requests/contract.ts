import { z } from 'zod'
import { done, endpoint, id, instant, line, minor, prose } from '#platform/http/contract'

const named = z.object({ id, name: z.string() })
const state = z.enum(['open', 'made', 'exists', 'declined', 'withdrawn'])
export const contentRequestShape = z.object({
  id,
  /** What was missing. */
  title: z.string(),
  detail: z.string().nullable(),
  productLine: named.nullable(),
  stage: named.nullable(),
  /** Why deals are lost without it. */
  lossReason: named.nullable(),
  asker: named,
  state,
  link: z.string().nullable(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  createdAt: instant,
  /** Who asked or said "me too". */
  voices: z.number().int(),
  mine: z.boolean(),
  /** Deals in the caller's sight that it is for, and what those still open are worth in the firm's currency. */
  deals: z.array(named.extend({ state: z.enum(['open', 'won', 'lost']) })),
  amountMinor: minor,
  history: z.array(
    z.object({ state: z.string(), who: z.string(), reason: z.string().nullable(), at: instant }),
  ),
  may: z.object({ answer: z.boolean(), join: z.boolean(), withdraw: z.boolean() }),
})
export type ContentRequest = z.infer<typeof contentRequestShape>
const touches = { touches: ['requests', 'agenda'] }
const about = { dealId: id.optional(), contactId: id.optional(), handoverId: id.optional() }

export const contentRequestsContract = {
  /** Open: what most of the open deals wait for first. Answered: the newest first. Narrowed to a deal or person if named. */
  list: endpoint('handovers.read')
    .route({ method: 'GET', path: '/content-requests' })
    .input(
      z.object({
        box: z.enum(['open', 'answered', 'all']).default('open'),
        dealId: id.optional(),
        contactId: id.optional(),
      }),
    )
    .output(z.object({ rows: z.array(contentRequestShape) })),
  /** Asks marketing for content, from a deal, a person or a handover, or without any. */
  ask: endpoint('handovers.work', { ...touches, label: 'Content asked for' })
    .route({ method: 'POST', path: '/content-requests' })
    .input(
      z.object({
        title: line(200).min(3),
        detail: prose(4000).optional(),
        productLineId: id.optional(),
        stageId: id.optional(),
        lossReasonId: id.optional(),
        ...about,
      }),
    )
    .output(done.extend({ id })),
  /** Says "me too", for a deal if one is named. */
  join: endpoint('handovers.work', { ...touches, label: 'Content asked for too' })
    .route({ method: 'POST', path: '/content-requests/{id}/voices' })
    .input(z.object({ id, dealId: id.optional() }))
    .output(done),
  /** Marketing's answer: made or existing with its link, or declined with the reason. */
  answer: endpoint('feedback.answer', { ...touches, label: 'Content request answered' })
    .route({ method: 'POST', path: '/content-requests/{id}/answer' })
    .input(
      z.object({
        id,
        answer: z.enum(['made', 'exists', 'declined']),
        link: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .optional(),
        text: prose(2000).optional(),
      }),
    )
    .output(done),
  /** The asker needs it no longer. */
  withdraw: endpoint('handovers.work', { ...touches, label: 'Content request withdrawn' })
    .route({ method: 'DELETE', path: '/content-requests/{id}' })
    .input(z.object({ id }))
    .output(done),
}

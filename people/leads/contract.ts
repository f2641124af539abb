import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

export const leadSort = z.enum([
  'lead',
  'support',
  'job',
  'student',
  'supplier',
  'competitor',
  'press',
  'spam',
])
const state = z.enum(['open', 'won', 'not_a_lead', 'sent_back', 'dormant', 'withdrawn'])

export const leadShape = z.object({
  id,
  contact: z.object({ id, name: z.string() }),
  company: z.string().nullable(),
  productLine: z.object({ id, name: z.string() }),
  state,
  /** asked: they asked for sales; earned: strong enough; null: neither yet. */
  lane: z.enum(['asked', 'earned']).nullable(),
  /** by_person: they acted themselves; reported: a colleague says so. */
  evidence: z.enum(['by_person', 'reported']),
  sort: leadSort,
  channel: z.string(),
  campaign: z.string().nullable(),
  formId: id.nullable(),
  firstPage: z.string().nullable(),
  referrer: z.string().nullable(),
  utm: z.record(z.string(), z.string()),
  clickIds: z.record(z.string(), z.string()),
  selfReported: z.string().nullable(),
  openedAt: instant,
  askedAt: instant.nullable(),
  readyAt: instant.nullable(),
  lastActAt: instant,
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
})
export type LeadView = z.infer<typeof leadShape>

export const leadsContract = {
  /** Leads, the newest first. */
  list: endpoint('leads.read')
    .route({ method: 'GET', path: '/leads' })
    .input(
      z.object({
        state: state.optional(),
        sort: leadSort.optional(),
        lane: z.enum(['asked', 'earned', 'none']).optional(),
        contactId: id.optional(),
        productLineId: id.optional(),
        formId: id.optional(),
        channel: line(100).optional(),
        ...pageInput,
      }),
    )
    .output(page(leadShape)),
  /** First sort of an inquiry: anything but `lead` ends the lead as “not a lead”, and `lead` opens it again. */
  sort: endpoint('leads.write', {
    touches: ['leads', 'contacts', 'handovers', 'numbers'],
    label: 'Lead sorted',
  })
    .route({ method: 'PUT', path: '/leads/{id}/sort' })
    .input(z.object({ id, sort: leadSort }))
    .output(done),
}

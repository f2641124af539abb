import { z } from 'zod'
import { done, endpoint, id, instant, line, prose } from '#platform/http/contract'

export const captureContract = {
  /**
   * Writes down a call, walk-in or business card in one step: the person (a known one by `contactId`, else new), the act
   * as reported by a colleague, and the lead it opens. Who asks for sales is passed on at once.
   */
  add: endpoint('contacts.write', { touches: ['contacts', 'leads', 'handovers'], label: 'Captured' })
    .route({ method: 'POST', path: '/captures' })
    .input(
      z.object({
        kind: z.enum(['call', 'walk_in', 'card']),
        contactId: id.optional(),
        name: line(300).optional(),
        phone: line(60).optional(),
        email: z.email().max(254).optional(),
        companyName: line(300).optional(),
        words: prose(5000).optional(),
        /** They want to hear from sales. */
        asks: z.boolean(),
        productLineId: id.optional(),
        occurredAt: instant.optional(),
        selfReported: line(200).optional(),
        /** The code of the campaign that they came by: a fair, a mailing. */
        campaign: line(80).optional(),
      }),
    )
    .output(done.extend({ contactId: id, leadId: id.nullable(), made: z.boolean() })),
}

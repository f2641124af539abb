import { z } from 'zod'
import { done, endpoint, id, instant, prose } from '#platform/http/contract'

export const talksContract = {
  /**
   * Writes down a try to reach a person: of a deal (its main person, if none is named) or for itself. Where the caller
   * works on a handover of that person, it counts there too.
   */
  add: endpoint('notes.write', {
    touches: ['contacts', 'companies', 'deals', 'handovers'],
    label: 'Talk logged',
  })
    .route({ method: 'POST', path: '/talks' })
    .input(
      z.object({
        contactId: id.optional(),
        dealId: id.optional(),
        channel: z.enum(['phone', 'email', 'meeting', 'message', 'visit', 'post']),
        outcome: z.enum(['reached', 'no_answer', 'voicemail', 'wrong_number', 'sent', 'held', 'no_show']),
        note: prose(2000).optional(),
        occurredAt: instant.optional(),
      }),
    )
    .output(done.extend({ id })),
}

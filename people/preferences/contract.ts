import { z } from 'zod'
import { endpoint, id, instant } from '#platform/http/contract'

export const preferencesContract = {
  /** A link to the page on which this person says by themselves what they hear of; whoever has it acts for them. */
  link: endpoint('contacts.write', { label: 'Link to their choices made' })
    .route({ method: 'POST', path: '/contacts/{contactId}/preference-links' })
    .input(z.object({ contactId: id }))
    .output(z.object({ url: z.string(), expiresAt: instant })),
}

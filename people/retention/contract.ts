import { z } from 'zod'
import { done, endpoint, id, instant } from '#platform/http/contract'

const months = z.coerce.number().int().min(3).max(120)

export const retentionContract = {
  /** The rule, and whom it would erase today with so many months: how many, and the first of them by name. Changes nothing. */
  get: endpoint('privacy.manage')
    .route({ method: 'GET', path: '/retention' })
    .input(z.object({ months: months.optional() }))
    .output(
      z.object({
        /** Null: none was ever set. */
        rule: z.object({ months: z.number().int(), onSince: instant.nullable() }).nullable(),
        months: z.number().int(),
        count: z.number().int(),
        first: z.array(z.object({ id, name: z.string(), company: z.string().nullable(), since: instant })),
      }),
    ),
  /**
   * Sets for how many months people are kept of whom nothing was heard, and switches it on or off. To switch it on or make it
   * shorter, say how many it erases today: if it is another number by now, nothing is saved.
   */
  save: endpoint('privacy.manage', { label: 'Time for which people are kept', touches: ['settings'] })
    .route({ method: 'PUT', path: '/retention' })
    .input(z.object({ months, on: z.boolean(), count: z.number().int().optional() }))
    .output(done),
}

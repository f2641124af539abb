import { z } from 'zod'
import { endpoint, id, instant, line, minor, pageInput } from '#platform/http/contract'

export const customerShape = z.object({
  /** Of the company, or of the person who bought without one. */
  id,
  record: z.enum(['company', 'contact']),
  name: z.string(),
  /** Who took them over after the newest won deal, else whose deal it was. */
  owner: z.object({ id, name: z.string() }).nullable(),
  /** The first won deal. */
  since: instant,
  deals: z.number().int(),
  /** One-off and at most twelve months of what recurs, of all won deals, in the firm's currency. */
  valueMinor: minor,
  /** Won deals whose currency has no rate: left out of every amount. */
  withoutRate: z.number().int(),
  /** What recurs a month under terms that run. */
  recurringMinor: minor,
  /** When the first of the running terms ends that no won deal says it renews. */
  renewsAt: instant.nullable(),
  /** The deal whose term that is, and the open deal that is to renew it. */
  ending: z.object({ id, name: z.string() }).nullable(),
  renewal: z.object({ id, name: z.string() }).nullable(),
  /** When the last term ended, if none runs any more. */
  endedAt: instant.nullable(),
  /** The latest two-way talk with anybody there. */
  talkedAt: instant.nullable(),
  /** What was promised with their deals and is not done; and how much of it is late. */
  promises: z.object({ open: z.number().int(), late: z.number().int() }),
})
export type Customer = z.infer<typeof customerShape>

export const renewalsContract = {
  /** Whoever bought, the next renewal first, then those without one by name. */
  list: endpoint('deals.read')
    .route({ method: 'GET', path: '/customers' })
    .input(z.object({ q: line(200).optional(), ...pageInput }))
    .output(
      z.object({
        rows: z.array(customerShape),
        next: z.string().nullable(),
        count: z.number().int(),
        /** Of all that are found. */
        recurringMinor: minor,
      }),
    ),
}

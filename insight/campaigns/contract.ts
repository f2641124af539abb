import { z } from 'zod'
import { endpoint, id, minor } from '#platform/http/contract'

const results = z.object({
  leads: z.number().int(),
  ready: z.number().int(),
  /** Accepted by a person and not sent back within thirty days. */
  kept: z.number().int(),
  sentBack: z.number().int(),
  /** Leads that became customers, and what they bought. */
  won: z.number().int(),
  wonMinor: minor,
  /** Actual cost lines whose service period has begun, by the days that have passed; own time left out. */
  spendMinor: minor,
  /** Of own time, by the same rule. */
  ownTimeMinor: minor,
  /** Spend by unit; null where there is none yet. */
  perLeadMinor: minor.nullable(),
  perKeptMinor: minor.nullable(),
  perCustomerMinor: minor.nullable(),
})
export type CampaignResults = z.infer<typeof results>

export const campaignResultsContract = {
  /**
   * What came of each campaign: leads name it by its code, whenever they came. With what was spent for no campaign, so that
   * the sum of all rows is the whole spend.
   */
  list: endpoint('numbers.read')
    .route({ method: 'GET', path: '/campaign-results' })
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(results.extend({ campaignId: id })),
        unallocatedMinor: minor,
      }),
    ),
}

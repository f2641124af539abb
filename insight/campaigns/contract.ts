import { z } from 'zod'
import { day, endpoint, id, minor } from '#platform/http/contract'

const results = z.object({
  leads: z.number().int(),
  ready: z.number().int(),
  /** Accepted by a person and not sent back within thirty days. */
  kept: z.number().int(),
  sentBack: z.number().int(),
  /** Leads that were won, and what they bought. */
  won: z.number().int(),
  /** New customers whose first deal came from one of its leads. */
  customers: z.number().int(),
  wonMinor: minor,
  /** Actual cost lines whose service period has begun, by the days that have passed; own time left out. */
  spendMinor: minor,
  /** Of own time, by the same rule. */
  ownTimeMinor: minor,
  /** Spend by unit; null where there is none yet, and for who sees a part of the units. */
  perLeadMinor: minor.nullable(),
  perKeptMinor: minor.nullable(),
  perCustomerMinor: minor.nullable(),
})
export type CampaignResults = z.infer<typeof results>

/** A rate of the firm's own, with what it was counted from. */
const ownRate = z.object({
  key: z.enum(['value', 'win', 'qualified', 'offered', 'ready', 'cost']),
  /** `value` and `cost` in minor units, the others as a share of 1; null: there is nothing to count it from. */
  value: z.number().nullable(),
  /** Of shares: how many of the cases. */
  hits: z.number().int(),
  cases: z.number().int(),
  /** The youngest case is old enough to be judged. */
  ripe: z.boolean(),
})
export type OwnRate = z.infer<typeof ownRate>

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
  /**
   * What was won after an act of the deal's people that names the campaign, from 180 days before the deal was made on. A deal
   * may count for several campaigns, so this is never summed.
   */
  influenced: endpoint('numbers.read')
    .route({ method: 'GET', path: '/campaign-results/{campaignId}/influenced' })
    .input(z.object({ campaignId: id }))
    .output(z.object({ deals: z.number().int(), influencedMinor: minor })),
  /** What a plan backwards from a revenue goal goes by: the last twelve months of the firm, each rate with its counts. */
  rates: endpoint('numbers.read')
    .route({ method: 'GET', path: '/campaign-results/rates' })
    .input(z.object({}))
    .output(z.object({ from: day, to: day, rates: z.array(ownRate) })),
}

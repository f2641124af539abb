import { z } from 'zod'
import { filter, identityShape } from '#insight/numbers/contract'
import { endpoint, id, instant, minor, page, pageInput } from '#platform/http/contract'
import { models } from './models.ts'

const n = z.number().int()
/** Won deals of the period under a filter; rows are the campaigns, so there is no filter for one. */
const asked = z.object(filter).omit({ view: true, campaignId: true })
/** Without a period: of all time. */
const whenever = asked.extend({ from: instant.optional(), to: instant.optional() })
const byModel = z.record(z.enum(models), minor)
const range = z.object({ low: z.number(), high: z.number() })
const attributed = {
  /** Won deals with a touch that names it. */
  deals: n,
  /** Of them, those of no known value, for want of a rate of exchange: they are in no sum. */
  withoutRate: n,
  attributed: byModel,
  /** The lowest and the highest over the models. */
  low: minor,
  high: minor,
}
const spent = {
  /** Null where spend can't be told; `spendUnknown` says why. */
  spendMinor: minor.nullable(),
  /** In no return. */
  ownTimeMinor: minor.nullable(),
}

export const attributionContract = {
  /**
   * The value of won deals by the campaigns that their people's touches name, by each model, with the range between the models.
   * What belongs to no campaign is "none"; with it the parts sum to the won value under every model, to the cent.
   */
  get: endpoint('numbers.read')
    .route({ method: 'GET', path: '/attribution' })
    .input(asked)
    .output(
      z.object({
        asOf: instant,
        zone: z.string(),
        currency: z.string(),
        rows: z.array(
          z.object({
            campaignId: id,
            name: z.string(),
            ...attributed,
            ...spent,
            /** Attributed ÷ spend, and (attributed × margin − spend) ÷ spend; null where `note` or the heads say why. */
            roas: range.nullable(),
            roi: range.nullable(),
            note: z.string().nullable(),
          }),
        ),
        /** Deals that no touch gives to a campaign; the same under each model. */
        none: z.object({ deals: n, withoutRate: n, valueMinor: minor }),
        /** Spent for no campaign. */
        unallocated: z.object(spent),
        total: z.object({ deals: n, withoutRate: n, wonMinor: minor, attributed: byModel, ...spent }),
        spendUnknown: z.string().nullable(),
        /** There is no margin, or a deal with a touch has none, so that no ROI of it is told. */
        marginMissing: z.boolean(),
        identities: z.array(identityShape.extend({ model: z.enum(models) })),
      }),
    ),
  /** What one campaign is given, by each model. */
  one: endpoint('numbers.read')
    .route({ method: 'GET', path: '/attribution/{campaignId}' })
    .input(whenever.extend({ campaignId: id }))
    .output(z.object({ asOf: instant, currency: z.string(), ...attributed })),
  /** The deals behind a campaign, latest won first, with their touches; `none`: those that no touch gives to one. */
  deals: endpoint('numbers.read')
    .route({ method: 'GET', path: '/attribution/{campaign}/deals' })
    .input(whenever.extend({ campaign: id.or(z.literal('none')), ...pageInput }))
    .output(
      page(
        z.object({
          id,
          name: z.string(),
          wonAt: instant,
          /** Null: no rate of exchange is known. */
          valueMinor: minor.nullable(),
          /** What of the value this campaign is given, or "none". */
          attributed: byModel.nullable(),
          touches: z.array(
            z.object({
              at: instant,
              /** Of the journal, as `visit.started`. */
              kind: z.string(),
              campaignId: id,
              campaign: z.string(),
              /** Null: somebody whom the caller does not see. */
              contactId: id.nullable(),
              person: z.string(),
            }),
          ),
        }),
      ).extend({ n }),
    ),
  /** The campaigns with what each model gives them, as CSV. */
  export: endpoint('exports.run', { also: 'numbers.read' })
    .route({ method: 'GET', path: '/attribution/export' })
    .input(asked)
    .output(z.file()),
}

import { z } from 'zod'
import { endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

const filter = {
  from: instant,
  to: instant,
  channel: line(100).optional(),
  formId: id.optional(),
  productLineId: id.optional(),
  memberId: id.optional(),
  view: z.enum(['cohort', 'period']).default('cohort'),
}
const share = z.object({
  hits: z.number().int(),
  cases: z.number().int(),
  text: z.string(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const count = z.object({
  key: z.string(),
  label: z.string(),
  n: z.number().int(),
  valueMinor: z.number().nullable(),
})
const rate = z.object({
  key: z.string(),
  label: z.string(),
  share,
  /** The sets whose rows are the numerator and the denominator. */
  hitsKey: z.string(),
  casesKey: z.string(),
  formula: z.string(),
  ripe: z.boolean(),
})
export type Rate = z.infer<typeof rate>

export const numbersContract = {
  /** Every number of a period with its formula; each names the set that `rows` opens. */
  get: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers' })
    .input(z.object(filter))
    .output(
      z.object({
        asOf: instant,
        zone: z.string(),
        currency: z.string(),
        funnel: z.array(count.extend({ byRule: z.number().int() })),
        ready: z.array(count),
        rates: z.array(rate),
        people: z.array(z.object({ memberId: id, name: z.string(), accepted: share, answerInTime: share })),
        sentBack: z.array(
          z.object({ reason: z.string(), label: z.string(), n: z.number().int(), upheld: z.number().int() }),
        ),
        /** Business minutes; unanswered offers enter with their time so far. */
        timeToAnswer: z.object({
          n: z.number().int(),
          medianMinutes: z.number().nullable(),
          p90Minutes: z.number().nullable(),
          open: z.number().int(),
        }),
        deals: z.object({
          won: z.number().int(),
          lost: z.number().int(),
          wonValueMinor: z.number(),
          withoutRate: z.number().int(),
          medianCycleDays: z.number().nullable(),
          p90CycleDays: z.number().nullable(),
        }),
        origins: z.array(z.object({ origin: z.string(), n: z.number().int(), valueMinor: z.number() })),
        identities: z.array(
          z.object({ name: z.string(), left: z.number(), right: z.number(), holds: z.boolean() }),
        ),
      }),
    ),
  /** The funnel by source, form, product line or person. */
  breakdown: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/breakdown' })
    .input(z.object({ ...filter, by: z.enum(['channel', 'form', 'product_line', 'person']) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            group: z.string().nullable(),
            name: z.string(),
            counts: z.record(z.string(), z.number().int()),
          }),
        ),
      }),
    ),
  /** The rows that a number counts, newest first. */
  rows: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/{key}/rows' })
    .input(
      z.object({
        ...filter,
        key: line(60),
        reason: line(60).optional(),
        origin: line(60).optional(),
        ...pageInput,
      }),
    )
    .output(
      page(
        z.object({
          id,
          unit: z.enum(['lead', 'handover', 'offer', 'deal']),
          recordId: id,
          title: z.string(),
          at: instant,
          valueMinor: z.number().nullable(),
        }),
      ).extend({ n: z.number().int() }),
    ),
}

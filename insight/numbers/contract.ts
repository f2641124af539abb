import { z } from 'zod'
import { openedUnit } from '#insight/sets/contract'
import { day, endpoint, id, instant, line, page, pageInput, zone } from '#platform/http/contract'

export const filter = {
  from: instant,
  to: instant,
  /** Whose days costs are spread over; else the firm's of today. A month keeps the zone in which it was counted. */
  zone: zone.optional(),
  channel: line(100).optional(),
  campaignId: id.optional(),
  formId: id.optional(),
  productLineId: id.optional(),
  memberId: id.optional(),
  view: z.enum(['cohort', 'period']).default('cohort'),
}
export const share = z.object({
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
/** How often the clocks that a rate counts stood still while somebody was away, and for how many working minutes together. */
const pauses = z.object({ n: z.number().int(), minutes: z.number() })
const duty = z.enum(['answer', 'attempt', 'decision', 'verdict'])
const words = z.string().nullable()
const rate = z.object({
  key: z.string(),
  label: z.string(),
  share,
  /** The sets whose rows are the numerator and the denominator. */
  hitsKey: z.string(),
  casesKey: z.string(),
  formula: z.string(),
  ripe: z.boolean(),
  /** Of a rate of clocks. */
  pauses: pauses.extend({ duty }).nullable(),
})
export type Rate = z.infer<typeof rate>

const view = z.enum(['cohort', 'period'])
export const figureShape = z.object({
  key: z.string(),
  section: z.enum(['race', 'rates', 'speed', 'money', 'revenue', 'deals', 'pipeline', 'customers', 'mail']),
  label: z.string(),
  /** What it is exactly, in words. */
  formula: z.string(),
  /** money: minor units of the firm's currency; minutes: business minutes; hours and days: of the clock. */
  kind: z.enum(['count', 'money', 'money_per_day', 'share', 'minutes', 'hours', 'days', 'ratio']),
  /** Of a share: a fraction of 1, null below thirty cases. Else null where there is nothing to tell; `note` says why. */
  value: z.number().nullable(),
  share: share.nullable(),
  n: z.number().int(),
  ripe: z.boolean(),
  note: z.string().nullable(),
  /** The sets that it is made of, as `rows` opens them. */
  behind: z.array(
    z.object({
      key: z.string(),
      view,
      origin: z.string().optional(),
      channel: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
})
export const identityShape = z.object({
  name: z.string(),
  left: z.number(),
  right: z.number(),
  holds: z.boolean(),
})
const named = z.array(z.object({ id, name: z.string() }))
const times = z.object({
  n: z.number().int(),
  open: z.number().int(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
})

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
        people: z.array(
          z.object({ memberId: id, name: z.string(), accepted: share, answerInTime: share, pauses }),
        ),
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
        identities: z.array(identityShape),
      }),
    ),
  /** What numbers can be narrowed to, of what the caller sees. */
  choices: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/choices' })
    .input(z.object({}))
    .output(
      z.object({
        channels: z.array(z.string()),
        campaigns: named,
        forms: named,
        productLines: named,
        people: named,
      }),
    ),
  /** The rate of visits that open a lead, asked for by itself: on a busy site it takes longest. Null where visits can't be told. */
  visits: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/visits' })
    .input(z.object(filter).omit({ view: true }))
    .output(z.object({ asOf: instant, rate: rate.nullable() })),
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
  /** Every number of a period under a filter: what months freeze and files hold; without those of visits if they need not be waited for. */
  figures: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/figures' })
    .input(z.object({ ...filter, visits: z.stringbool().or(z.boolean()).default(true) }).omit({ view: true }))
    .output(
      z.object({
        asOf: instant,
        zone: z.string(),
        currency: z.string(),
        /** Values of the open pipeline are facts from then on; null: from the first deal on. */
        pipelineKnownFrom: instant.nullable(),
        figures: z.array(figureShape),
        identities: z.array(identityShape),
      }),
    ),
  /**
   * The whole months that a period touches, the latest 36 at most, each with what its own page says: counts by the set they
   * open, and in minor units what was won (`deal.won.value`) and spent (`spend.all`; null where that can't be told).
   */
  overTime: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/over-time' })
    .input(z.object(filter).omit({ view: true }))
    .output(
      z.object({
        asOf: instant,
        zone: z.string(),
        currency: z.string(),
        months: z.array(
          z.object({
            /** The first day. */
            month: day,
            from: instant,
            to: instant,
            /** The thirty days of whoever was offered last in it are over. */
            ripe: z.boolean(),
            values: z.record(z.string(), z.number().nullable()),
          }),
        ),
      }),
    ),
  /** How fast both sides were, and whether in time. Minutes are business minutes of the receiver, talk is in hours. */
  speed: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/speed' })
    .input(
      z.object({ ...filter, by: z.enum(['channel', 'form', 'product_line', 'person']) }).omit({ view: true }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            group: z.string().nullable(),
            name: z.string(),
            answer: times,
            attempt: times,
            talk: times,
            inTime: z.array(z.object({ duty, share, pauses })),
            noCover: z.number().int(),
          }),
        ),
      }),
    ),
  /** When the clocks of in-time rates stood still, the newest first: whose, why, for how long, and by whose act. */
  pauses: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/pauses' })
    .input(
      z
        .object({
          ...filter,
          duty: duty.optional(),
          limit: pageInput.limit,
          after: z.coerce.number().int().min(0).default(0),
        })
        .omit({ view: true }),
    )
    .output(
      z.object({
        ...pauses.shape,
        rows: z.array(
          z.object({
            duty,
            handoverId: id,
            title: z.string(),
            member: z.string(),
            fromAt: instant,
            toAt: instant,
            minutes: z.number(),
            /** As it was entered; granted by nobody, it counted without. */
            ...{ why: words, enteredBy: words, grantedBy: words },
            /** Since when the absence counts no more: clocks that began before keep the pause. */
            cancelledAt: instant.nullable(),
          }),
        ),
      }),
    ),
  /** What came of whom each version of readiness passed on: never compared while one of them is unripe. */
  versions: endpoint('numbers.read')
    .route({ method: 'GET', path: '/numbers/versions' })
    .input(z.object(filter).omit({ view: true }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            definitionId: id,
            version: z.number().int(),
            productLineId: id,
            productLine: z.string(),
            fromAt: instant,
            toAt: instant.nullable(),
            offered: z.number().int(),
            kept: share,
            qualified: share,
            falsePositive: share,
            ripe: z.boolean(),
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
          unit: openedUnit,
          recordId: id,
          title: z.string(),
          at: instant,
          valueMinor: z.number().nullable(),
        }),
      ).extend({ n: z.number().int() }),
    ),
}

import { z } from 'zod'
import { endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

const period = { from: instant, to: instant, productLineId: id.optional() }
export const grouping = z.enum(['campaign', 'form', 'asset', 'product_line', 'person'])
export const setName = z.enum([
  'sent_back',
  'upheld',
  'undecided',
  'overruled',
  'regrets',
  'old',
  'old_regrets',
  'new_customers',
  'missed',
])
const n = z.number().int()
const share = z.object({
  hits: n,
  cases: n,
  text: z.string(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const row = z.object({
  /** A handover's id, or of new customers the deal's. */
  id,
  unit: z.enum(['handover', 'deal']),
  contactId: id.nullable(),
  name: z.string(),
  reason: z.string().nullable(),
  /** Sent back, or won. */
  at: instant,
  wonAt: instant.nullable(),
  seller: z.string().nullable(),
})
const counted = { sentBack: n, upheld: n, regrets: n }

export const cameBackContract = {
  /**
   * What was sent back in a period, overruled ones left out: by reason, and by where they came from or who sent them back.
   * `old`: sent back more than 365 days ago, so that the regret rate is known. `contradictions`: reasons that outcomes speak
   * against; flagged from five cases and a fifth of them.
   */
  get: endpoint('numbers.read')
    .route({ method: 'GET', path: '/came-back' })
    .input(z.object({ ...period, by: grouping.default('campaign') }))
    .output(
      z.object({
        asOf: instant,
        counts: z.record(setName, n),
        rates: z.object({ regret: share, missed: share }),
        reasons: z.array(z.object({ reason: z.string(), ...counted })),
        groups: z.array(
          z.object({
            /** Null: none, as a lead without a campaign. */
            key: z.string().nullable(),
            name: z.string(),
            ...counted,
            reasons: z.array(z.object({ reason: z.string(), n })),
          }),
        ),
        contradictions: z.array(
          z.object({
            reason: z.string(),
            outcome: z.enum(['bought', 'answered', 'won_before_date', 'came_back']),
            cases: n,
            against: n,
            flagged: z.boolean(),
            /** The latest fifty of those against; `against` counts all. */
            people: z.array(
              z.object({ handoverId: id, contactId: id, name: z.string(), sentBackAt: instant, at: instant }),
            ),
          }),
        ),
        /** Sent back = upheld + not answered or decided yet. */
        holds: z.boolean(),
      }),
    ),
  /** The rows behind a number, newest first; of one group (`none` for those without) or reason if named. */
  rows: endpoint('numbers.read')
    .route({ method: 'GET', path: '/came-back/{set}/rows' })
    .input(
      z.object({
        ...period,
        set: setName,
        by: grouping.optional(),
        key: line(300).optional(),
        reason: line(60).optional(),
        ...pageInput,
      }),
    )
    .output(page(row).extend({ n })),
  /** The groups with their reasons as CSV. */
  export: endpoint('exports.run', { also: 'numbers.read' })
    .route({ method: 'GET', path: '/came-back/export' })
    .input(z.object({ ...period, by: grouping.default('campaign') }))
    .output(z.file()),
}

import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

const scalar = z.union([line(500), z.number(), z.boolean()])
const operator = z.enum(['eq', 'ne', 'contains', 'gte', 'lte', 'in', 'set'])
const wanted = z.union([scalar, z.array(scalar).max(100), z.null()])
const points = z.number().int().min(0).max(1000)
const ruleId = z.string().regex(/^[\w-]{1,60}$/)

export const factMatcherShape = z.strictObject({ field: line(100).min(1), op: operator, value: wanted })
const dataConditionShape = z.strictObject({
  path: z.string().regex(/^[\w-]{1,60}(\.[\w-]{1,60}){0,4}$/),
  op: operator,
  value: wanted,
})
export const ruleShape = z.discriminatedUnion('axis', [
  z.strictObject({ id: ruleId, axis: z.literal('fit'), points, matcher: factMatcherShape }),
  z.strictObject({
    id: ruleId,
    axis: z.literal('interest'),
    points,
    matcher: z.strictObject({
      kind: z.string().regex(/^[\w.-]{1,100}$/),
      where: z.array(dataConditionShape).max(10).default([]),
    }),
    /** Half-life in hours; null never fades. */
    lifeH: z.number().positive().max(200_000).nullable(),
    last: z.number().int().min(1).max(20),
  }),
])

export const contentShape = z.strictObject({
  rules: z.array(ruleShape).max(100),
  fitMax: z.number().int().min(0).max(1000),
  interestMax: z.number().int().min(0).max(1000),
  enter: z.number().int().min(0).max(2000),
  leave: z.number().int().min(0).max(2000),
  required: z.array(line(100).min(1)).max(20),
  exclude: z.array(factMatcherShape).max(20),
  recencyDays: z.number().int().min(1).max(3650).nullable(),
})
const lanes = z.enum(['asked', 'both'])

export type Content = z.infer<typeof contentShape>

export const definitionShape = z.object({
  id,
  productLineId: id,
  version: z.number().int(),
  lanes,
  content: contentShape,
  createdAt: instant,
  fromAt: instant.nullable(),
  toAt: instant.nullable(),
})
const personShape = z.object({
  contactId: id,
  name: z.string(),
  company: z.string().nullable(),
  total: z.number().int(),
})

export const previewShape = z.object({
  /** Living people, and how many of them were looked at: beyond a limit an even sample, counts scaled up. */
  people: z.number().int(),
  looked: z.number().int(),
  sampled: z.boolean(),
  /** How many people have which score, in steps of `step` from 0; customers apart. */
  distribution: z.object({
    step: z.number().int(),
    others: z.array(z.number().int()),
    customers: z.array(z.number().int()),
  }),
  /** Would be ready today, customers left out. */
  readyToday: z.number().int(),
  /** Of those, how many are neither ready nor candidates under what is in force: they would wait for their next act. */
  newCandidates: z.number().int(),
  /** Enough points, but something else is missing: a required fact, an exclusion, a recent act. */
  nearly: z.number().int(),
  customers: z.number().int(),
  /** Customers whom this definition would never have called strong enough before they bought. */
  missed: z.number().int(),
  /** Earned leads that all receivers together take a week; null: nobody agreed on a limit. */
  perWeek: z.number().int().nullable(),
  /** Why the past can't be replayed, or only for some; null when it can. */
  noReplay: z.string().nullable(),
})
export const previewGroup = z.enum(['ready', 'nearly', 'missed'])

const scoreLineShape = z.object({
  ruleId: z.string(),
  axis: z.enum(['fit', 'interest']),
  points: z.number().int(),
  /** The rule in words: “Employees is at least 50”. */
  label: z.string(),
  evidence: z.array(z.object({ eventId: id, text: z.string(), at: instant })),
})
export const scoreShape = z.object({
  productLineId: id,
  productLine: z.string(),
  definitionVersion: z.number().int(),
  lanes,
  fit: z.number().int(),
  interest: z.number().int(),
  total: z.number().int(),
  enter: z.number().int(),
  leave: z.number().int(),
  place: z.enum(['none', 'candidate', 'ready']),
  placeSince: instant.nullable(),
  asOf: instant,
  /** When time alone lowers it next; null = never. */
  changesAt: instant.nullable(),
  /** What keeps the person from being ready, in words; empty when ready. */
  missing: z.array(z.string()),
  lines: z.array(scoreLineShape),
})

export const scoringContract = {
  /** Each product line with what is in force, its draft, older versions, and a new one on its way. */
  list: endpoint('scoring.read')
    .route({ method: 'GET', path: '/definitions' })
    .output(
      z.array(
        z.object({
          productLineId: id,
          productLine: z.string(),
          inForce: definitionShape.nullable(),
          draft: definitionShape.nullable(),
          past: z.array(definitionShape.omit({ content: true })),
          preparing: z
            .object({
              definitionId: id,
              done: z.number().int(),
              total: z.number().int(),
              startedAt: instant,
              /** Waits until then; null: on its way. */
              startsAt: instant.nullable(),
            })
            .nullable(),
          /** Leads decided so far: a score is worth setting up from about 50. */
          decided: z.number().int(),
        }),
      ),
    ),
  /** What rules may speak of: facts, with those refused and why, and kinds of acts. */
  vocabulary: endpoint('scoring.read')
    .route({ method: 'GET', path: '/definitions/vocabulary' })
    .output(
      z.object({
        facts: z.array(
          z.object({
            field: z.string(),
            label: z.string(),
            type: z.enum(['text', 'number', 'date', 'choice', 'yesno']),
            options: z.array(z.string()),
            refused: z.object({ role: z.enum(['late', 'outcome']), reason: z.string() }).nullable(),
          }),
        ),
        acts: z.array(
          z.object({
            kind: z.string(),
            label: z.string(),
            fields: z.array(z.object({ path: z.string(), label: z.string() })),
          }),
        ),
      }),
    ),
  saveDraft: endpoint('scoring.manage', { label: 'Definition drafted', touches: ['settings'] })
    .route({ method: 'PUT', path: '/product-lines/{productLineId}/definition-draft' })
    .input(z.object({ productLineId: id, lanes, content: contentShape }))
    .output(done.extend({ id, version: z.number().int() })),
  discardDraft: endpoint('scoring.manage', { label: 'Draft discarded', touches: ['settings'] })
    .route({ method: 'DELETE', path: '/product-lines/{productLineId}/definition-draft' })
    .input(z.object({ productLineId: id }))
    .output(done),
  /** What a definition would say today, before anything is saved. Changes nothing. */
  preview: endpoint('scoring.read', { label: 'Definition tried' })
    .route({ method: 'POST', path: '/definitions/preview' })
    .input(z.object({ productLineId: id, content: contentShape }))
    .output(previewShape),
  /** The people behind a number of the preview, strongest first. */
  previewRows: endpoint('scoring.read', { label: 'Definition tried' })
    .route({ method: 'POST', path: '/definitions/preview-rows' })
    .input(z.object({ productLineId: id, content: contentShape, group: previewGroup, ...pageInput }))
    .output(page(personShape.extend({ why: z.string() })).extend({ count: z.number().int() })),
  /**
   * Puts a draft in force: computed beside what is served, then swapped. Nobody's clock starts by it. With `next_monday` it
   * begins with the firm's next week, and can be called off until then.
   */
  enforce: endpoint('scoring.manage', {
    label: 'Definition put in force',
    touches: ['settings', 'handovers'],
  })
    .route({ method: 'POST', path: '/definitions/{id}/enforcement' })
    .input(z.object({ id, starts: z.enum(['now', 'next_monday']).default('now') }))
    .output(done.extend({ people: z.number().int(), preparing: z.boolean(), startsAt: instant.nullable() })),
  /** Calls off what was to begin on a day; it is a draft again. */
  callOff: endpoint('scoring.manage', { label: 'Start called off', touches: ['settings'] })
    .route({ method: 'DELETE', path: '/definitions/{id}/enforcement' })
    .input(z.object({ id }))
    .output(done),
  /** A person's points, line by line with their evidence, for each product line. */
  ofContact: endpoint('scoring.read')
    .route({ method: 'GET', path: '/contacts/{contactId}/scores' })
    .input(z.object({ contactId: id }))
    .output(z.array(scoreShape)),
  /** When the person was looked at, why, and what was newly known then; the newest first. */
  looks: endpoint('scoring.read')
    .route({ method: 'GET', path: '/contacts/{contactId}/looks' })
    .input(z.object({ contactId: id, ...pageInput }))
    .output(
      page(
        z.object({
          id,
          at: instant,
          cause: z.string(),
          arrived: z.number().int(),
          turns: z.array(
            z.object({
              productLineId: id,
              turn: z.enum(['crosses', 'candidate', 'leaves']),
              total: z.number().int(),
              version: z.number().int(),
            }),
          ),
        }),
      ),
    ),
  /** Strong enough without a new act of theirs: they wait, no clock runs. Best first. */
  candidates: endpoint('scoring.read')
    .route({ method: 'GET', path: '/candidates' })
    .input(
      z.object({
        ...pageInput,
        productLineId: id.optional(),
        cause: z.enum(['definition', 'import', 'recalculation']).optional(),
      }),
    )
    .output(
      page(
        personShape.extend({
          id,
          productLineId: id,
          cause: z.enum(['definition', 'import', 'recalculation']),
          since: instant,
          fit: z.number().int(),
          interest: z.number().int(),
        }),
      ).extend({ count: z.number().int() }),
    ),
}

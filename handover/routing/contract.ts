import { z } from 'zod'
import { done, endpoint, id, line } from '#platform/http/contract'

const scalar = z.union([line(500), z.number(), z.boolean(), z.null()])
const condition = z.object({
  of: z.enum(['lead', 'contact', 'company']),
  field: line(100).min(1),
  op: z.enum(['eq', 'ne', 'contains', 'gte', 'lte', 'in', 'set']),
  value: z.union([scalar, z.array(scalar).max(100)]),
})
const rule = z.object({
  name: line(200).min(1),
  /** null: every product line. */
  productLineId: id.nullable(),
  /** All must hold; none: always. */
  conditions: z.array(condition).max(20),
  memberIds: z.array(id).max(200),
  teamId: id.nullable(),
})

export const routingContract = {
  /** The rules by which leads find their receiver, in their order; who none fits goes by turn. */
  rules: endpoint('handovers.read')
    .route({ method: 'GET', path: '/routing-rules' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(rule.extend({ id })) })),
  /** Replaces all rules by these, in this order. */
  saveRules: endpoint('routing.manage', { touches: ['settings'], label: 'Routing changed' })
    .route({ method: 'PUT', path: '/routing-rules' })
    .input(z.object({ rules: z.array(rule).max(100) }))
    .output(done),
  /** What conditions may speak of. */
  fields: endpoint('handovers.read')
    .route({ method: 'GET', path: '/routing-rules/fields' })
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(
          z.object({
            of: condition.shape.of,
            field: z.string(),
            label: z.string(),
            type: z.string(),
            options: z.array(z.string()),
          }),
        ),
      }),
    ),
  /** Who takes leads, how much of what they agreed on is taken this week, and who would be missed by whom. */
  turns: endpoint('handovers.read')
    .route({ method: 'GET', path: '/routing-turns' })
    .input(z.object({}))
    .output(
      z.object({
        members: z.array(
          z.object({
            memberId: id,
            name: z.string(),
            /** Earned leads a week; null: no limit agreed. */
            perWeek: z.number().int().nullable(),
            /** Null: those of somebody else, for who sees only a part. */
            takenThisWeek: z.number().int().nullable(),
            openOffers: z.number().int().nullable(),
            away: z.boolean(),
          }),
        ),
        /** What nobody covers, in words. */
        gaps: z.array(z.string()),
      }),
    ),
  /** How many earned leads a week a member agreed to take; null: no limit. Who asks for sales comes on top. */
  saveCapacity: endpoint('routing.manage', {
    touches: ['settings', 'handovers'],
    label: 'Leads a week changed',
  })
    .route({ method: 'PUT', path: '/routing-turns/{memberId}' })
    .input(z.object({ memberId: id, perWeek: z.number().int().min(0).max(1000).nullable() }))
    .output(done),
  /** Who would get a person now, and why. Changes nothing. */
  tryOut: endpoint('handovers.read')
    .route({ method: 'GET', path: '/routing-rules/trial' })
    .input(
      z.object({
        contactId: id,
        productLineId: id.optional(),
        lane: z.enum(['asked', 'earned']).default('asked'),
      }),
    )
    .output(
      z.object({
        memberId: id.nullable(),
        because: z.array(z.string()),
        tried: z.array(z.object({ memberId: id, why: z.string() })),
      }),
    ),
}

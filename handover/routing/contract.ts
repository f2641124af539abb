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

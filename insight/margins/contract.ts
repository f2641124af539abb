import { z } from 'zod'
import { done, endpoint, id } from '#platform/http/contract'

const margin = z.object({
  /** Null: of every product line that has none of its own. */
  productLineId: id.nullable(),
  /** Percent of a won amount that is left before marketing is paid. */
  percent: z.number(),
})

export const marginsContract = {
  list: endpoint('numbers.read')
    .route({ method: 'GET', path: '/margins' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(margin) })),
  /** Enters the margin of a product line or of the firm; null takes it away, and with it the return on spend. */
  set: endpoint('products.write', { touches: ['settings'], label: 'Margin changed' })
    .route({ method: 'PUT', path: '/margins' })
    .input(z.object({ productLineId: id.nullable(), percent: z.number().gt(0).max(100).nullable() }))
    .output(done),
}

import { z } from 'zod'
import { currency, endpoint, id, minor } from '#platform/http/contract'

const sum = z.object({
  count: z.number().int(),
  /** Each currency by itself. */
  values: z.array(z.object({ currency, valueMinor: minor })),
})
const rollup = z.object({
  companies: z.number().int(),
  people: z.number().int(),
  open: sum,
  won: sum,
  /** Companies that have won deals of their own. */
  customers: z.number().int(),
})
export type Rollup = z.infer<typeof rollup>

export const rollupsContract = {
  /** What a company comes to by itself and with all that belong to it, at any depth; of what the caller may see. */
  get: endpoint('deals.read', { also: 'companies.read' })
    .route({ method: 'GET', path: '/companies/{id}/rollup' })
    .input(z.object({ id }))
    .output(
      z.object({
        alone: rollup,
        /** Null where nothing is below it. */
        within: rollup.nullable(),
      }),
    ),
}

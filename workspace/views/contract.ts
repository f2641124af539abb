import { z } from 'zod'
import { done, endpoint, id, line } from '#platform/http/contract'

/** A list as its screen keeps it; the server only stores it. */
const definition = z
  .record(z.string().max(50), z.unknown())
  .refine((it) => JSON.stringify(it).length <= 20_000, 'Too large')
const record = z.enum(['contact', 'company', 'deal', 'lead', 'handover', 'submission'])

export const viewsContract = {
  /** Own views and those that colleagues share, by name. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/views' })
    .input(z.object({ record }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            name: z.string(),
            shared: z.boolean(),
            mine: z.boolean(),
            definition: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    ),
  create: endpoint('views.write', { touches: ['views'], label: 'View saved' })
    .route({ method: 'POST', path: '/views' })
    .input(z.object({ record, name: line(200).min(1), shared: z.boolean().default(false), definition }))
    .output(done.extend({ id })),
  update: endpoint('views.write', { touches: ['views'], label: 'View changed' })
    .route({ method: 'PATCH', path: '/views/{id}' })
    .input(
      z.object({
        id,
        name: line(200).min(1).optional(),
        shared: z.boolean().optional(),
        definition: definition.optional(),
      }),
    )
    .output(done),
  remove: endpoint('views.write', { touches: ['views'], label: 'View deleted' })
    .route({ method: 'DELETE', path: '/views/{id}' })
    .input(z.object({ id }))
    .output(done),
}

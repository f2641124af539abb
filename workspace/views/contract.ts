import { z } from 'zod'
import { done, endpoint, id, line } from '#platform/http/contract'

/** A list as its screen keeps it; the server only stores it. */
const definition = z
  .record(z.string().max(50), z.unknown())
  .refine((it) => JSON.stringify(it).length <= 20_000, 'Too large')
const record = z.enum(['contact', 'company', 'deal', 'lead', 'handover', 'submission', 'timeline'])

/** Besides its maker: nobody, the maker's team, everybody. */
const seenBy = z.enum(['own', 'team', 'all'])

export const viewsContract = {
  /** Own views and those that colleagues share, by name; `last` is how this member last looked at the list. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/views' })
    .input(z.object({ record }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            name: z.string(),
            seenBy,
            mine: z.boolean(),
            /** Also of a colleague's that is shared, for whoever manages the firm. */
            mayChange: z.boolean(),
            maker: z.string(),
            definition: z.record(z.string(), z.unknown()),
          }),
        ),
        last: z.string(),
      }),
    ),
  /** Remembers how this member looks at a list now: the search part of its address. */
  remember: endpoint('views.write')
    .route({ method: 'PUT', path: '/views/last' })
    .input(z.object({ record, place: line(8000) }))
    .output(z.object({})),
  create: endpoint('views.write', { touches: ['views'], label: 'View saved' })
    .route({ method: 'POST', path: '/views' })
    .input(z.object({ record, name: line(200).min(1), seenBy: seenBy.default('own'), definition }))
    .output(done.extend({ id })),
  /** One's own; one that is shared is also changed and deleted by whoever manages the firm. */
  update: endpoint('views.write', { touches: ['views'], label: 'View changed' })
    .route({ method: 'PATCH', path: '/views/{id}' })
    .input(
      z.object({
        id,
        name: line(200).min(1).optional(),
        seenBy: seenBy.optional(),
        definition: definition.optional(),
      }),
    )
    .output(done),
  remove: endpoint('views.write', { touches: ['views'], label: 'View deleted' })
    .route({ method: 'DELETE', path: '/views/{id}' })
    .input(z.object({ id }))
    .output(done),
}

import { z } from 'zod'
import { done, endpoint, line } from '#platform/http/contract'

export const sampleContract = {
  /** The signed-in person's sample firms, also one that is being made: how far it is, in days played. */
  mine: endpoint('anyone')
    .route({ method: 'GET', path: '/sample-firms' })
    .output(
      z.object({
        rows: z.array(
          z.object({
            workspaceId: z.number().int(),
            state: z.enum(['wanted', 'building', 'ready', 'removing', 'failed']),
            done: z.number().int(),
            total: z.number().int(),
          }),
        ),
      }),
    ),
  /** Begins to make a firm with eighteen months of life in it, for whoever asks, apart from their own. One a person: asked twice, it is made once; one that could not be made is tried anew. */
  make: endpoint('workspace.manage', { label: 'Sample firm asked for' })
    .route({ method: 'POST', path: '/sample-firms' })
    .output(done),
  /** Removes the sample firm one is in with everything in it; its name is the confirmation. Can't be undone. */
  remove: endpoint('workspace.manage', { label: 'Sample firm removed', touches: ['settings', 'members'] })
    .route({ method: 'DELETE', path: '/sample-firm' })
    .input(z.object({ name: line(200) }))
    .output(done),
}

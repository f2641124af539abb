import { z } from 'zod'
import { done, endpoint, instant } from '#platform/http/contract'

export const digestContract = {
  /** Whether you get a summary of what is due when your working day begins, and when the next one comes. */
  get: endpoint('notices.read')
    .route({ method: 'GET', path: '/digest' })
    .output(z.object({ on: z.boolean(), at: instant.nullable() })),
  set: endpoint('notices.read', { touches: ['digest'], label: 'Summary in the morning changed' })
    .route({ method: 'PUT', path: '/digest' })
    .input(z.object({ on: z.boolean() }))
    .output(done),
}

import { z } from 'zod'
import { endpoint } from '#platform/http/contract'

export const stepName = z.enum(['people', 'form', 'definition', 'lead', 'won'])
export type StepName = z.infer<typeof stepName>

export const stepsContract = {
  /** What a new firm does first, and what of it is done: seen from what is there, nothing is ticked by hand. */
  get: endpoint('workspace.manage')
    .route({ method: 'GET', path: '/first-steps' })
    .input(z.object({}))
    .output(z.object({ steps: z.array(z.object({ name: stepName, done: z.boolean() })) })),
}

import { z } from 'zod'
import { done, endpoint, id, line } from '#platform/http/contract'

export const stageShape = z.object({
  id,
  name: line(100).min(1),
  position: z.number().int(),
  probability: z.number().int().min(0).max(100),
  kind: z.enum(['open', 'won', 'lost']),
  qualified: z.boolean(),
  required: z.array(line(60)).max(20),
})
export const reasonShape = z.object({
  id,
  kind: z.enum(['won', 'lost']),
  label: z.string(),
  position: z.number().int(),
})

export const pipelineContract = {
  /** Stages in order, and the reasons for which deals close. */
  get: endpoint('deals.read')
    .route({ method: 'GET', path: '/pipeline' })
    .output(z.object({ stages: z.array(stageShape), reasons: z.array(reasonShape) })),
  /** Replaces the stages: those with an id are kept, others are added, missing ones are archived. */
  save: endpoint('pipeline.manage', { label: 'Pipeline changed', touches: ['deals', 'settings'] })
    .route({ method: 'PUT', path: '/pipeline/stages' })
    .input(
      z.object({
        stages: z
          .array(stageShape.omit({ position: true, id: true }).extend({ id: id.optional() }))
          .min(3)
          .max(30),
      }),
    )
    .output(done),
  addReason: endpoint('pipeline.manage', { label: 'Reason added', touches: ['settings'] })
    .route({ method: 'POST', path: '/pipeline/reasons' })
    .input(z.object({ kind: z.enum(['won', 'lost']), label: line(200).min(1) }))
    .output(done.extend({ id })),
  archiveReason: endpoint('pipeline.manage', { label: 'Reason archived', touches: ['settings'] })
    .route({ method: 'DELETE', path: '/pipeline/reasons/{id}' })
    .input(z.object({ id }))
    .output(done),
}

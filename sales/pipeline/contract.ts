import { z } from 'zod'
import { done, endpoint, id, line } from '#platform/http/contract'

/** Facts that every deal has a place for; a stage may require them, or custom fields of deals by their key, as far as they are filled in. */
export const knownFacts = ['amount', 'expectedClose', 'contact', 'company', 'owner'] as const
export type KnownFact = (typeof knownFacts)[number]
export const isKnownFact = (key: string): key is KnownFact => knownFacts.some((it) => it === key)

export const stageShape = z.object({
  id,
  name: line(100).min(1),
  position: z.number().int(),
  probability: z.number().int().min(0).max(100),
  kind: z.enum(['open', 'won', 'lost']),
  qualified: z.boolean(),
  required: z.array(line(63)).max(20),
})
export type Stage = z.infer<typeof stageShape>
export const reasonShape = z.object({
  id,
  kind: z.enum(['won', 'lost']),
  label: z.string(),
  position: z.number().int(),
})

const settings = { touches: ['pipeline', 'settings'] }

export const pipelineContract = {
  /** Stages in order, and the reasons for which deals close. */
  get: endpoint('deals.read')
    .route({ method: 'GET', path: '/pipeline' })
    .output(z.object({ stages: z.array(stageShape), reasons: z.array(reasonShape) })),
  /** Replaces the stages: those with an id are kept, others are added, missing ones are archived. */
  save: endpoint('pipeline.manage', { label: 'Pipeline changed', touches: ['deals', 'pipeline', 'settings'] })
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
  addReason: endpoint('pipeline.manage', { ...settings, label: 'Reason added' })
    .route({ method: 'POST', path: '/pipeline/reasons' })
    .input(z.object({ kind: z.enum(['won', 'lost']), label: line(200).min(1) }))
    .output(done.extend({ id })),
  renameReason: endpoint('pipeline.manage', { ...settings, label: 'Reason renamed' })
    .route({ method: 'PATCH', path: '/pipeline/reasons/{id}' })
    .input(z.object({ id, label: line(200).min(1) }))
    .output(done),
  /** Puts a reason away: closed deals keep it, new ones can't take it. The last of its kind stays. */
  archiveReason: endpoint('pipeline.manage', { ...settings, label: 'Reason archived' })
    .route({ method: 'DELETE', path: '/pipeline/reasons/{id}' })
    .input(z.object({ id }))
    .output(done),
}

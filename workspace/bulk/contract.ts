import { z } from 'zod'
import { done, endpoint, id, instant } from '#platform/http/contract'

/** Whom an act on many is about: named records, or all that a filter finds. */
export const whomOf = <Filter extends z.ZodRawShape>(filter: Filter) => ({
  ids: z.array(id).min(1).max(10_000).optional(),
  where: z.object(filter).optional(),
})

const stays = z.object({ id, name: z.string(), reason: z.string() })

/**
 * What came of an act on many. Up to 2,000 records are done with the answer. Of more the answer is `running`: the rest follows in
 * the background, and `GET /bulk-acts/{operationId}` tells how far it is.
 */
export const bulkDone = done.extend({
  state: z.enum(['done', 'running']),
  /** Done with the answer. */
  count: z.number().int(),
  /** Left as they were, because something is in the way, and the first of them. */
  stayed: z.number().int(),
  first: z.array(stays).max(100),
})
export type BulkDone = z.infer<typeof bulkDone>

const bulkShape = z.object({
  /** That of its operation in the change log. */
  id,
  label: z.string(),
  state: z.enum(['running', 'paused', 'stopped', 'done']),
  done: z.number().int(),
  stayed: z.number().int(),
  /** Null until they are counted. */
  total: z.number().int().nullable(),
  /** Why it was paused or stopped, where nobody did that. */
  problem: z.string().nullable(),
  /** Later by as long as it was paused: how long is left is reckoned from it. */
  beganAt: instant,
  finishedAt: instant.nullable(),
  /** Whether it was taken back since, and of that how many rows stayed because they were changed meanwhile. */
  operation: z.enum(['done', 'undoing', 'undone']),
  kept: z.number().int(),
})
export type OwnAct = z.infer<typeof bulkShape>

export const bulkContract = {
  /** One’s own acts on many that go on in the background, and those that ended in the last day and were not put aside; the oldest first. */
  list: endpoint('operations.undo')
    .route({ method: 'GET', path: '/bulk-acts' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(bulkShape) })),
  /** One of them, with the first of those that stayed as they were. */
  get: endpoint('operations.undo')
    .route({ method: 'GET', path: '/bulk-acts/{id}' })
    .input(z.object({ id }))
    .output(bulkShape.extend({ first: z.array(stays.extend({ path: z.string() })).max(100) })),
  /** Pauses one, lets it go on, or stops it for good: what is done stays done and is taken back by its operation. `seen` puts one that ended aside. */
  change: endpoint('operations.undo', { touches: ['bulk'] })
    .route({ method: 'PATCH', path: '/bulk-acts/{id}' })
    .input(
      z.object({
        id,
        state: z.enum(['running', 'paused', 'stopped']).optional(),
        seen: z.literal(true).optional(),
      }),
    )
    .output(bulkShape),
}

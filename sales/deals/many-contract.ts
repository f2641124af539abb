import { z } from 'zod'
import { done, endpoint, id } from '#platform/http/contract'
import { bulkDone, whomOf } from '#workspace/bulk/contract'
import { customValues } from '#workspace/fields/contract'
import { filter } from './filter.ts'
import { edited } from './given.ts'

export const touches = ['deals', 'contacts', 'handovers', 'numbers']

const whom = whomOf(filter)

/** What is done with many deals at once; each is undone as one. */
export const manyContract = {
  /**
   * One change for many deals. A closed deal’s expected close, and what the stage of a deal requires, stay: such deals are
   * left as they are, counted in `stayed`, and the first of them named.
   */
  bulk: endpoint('deals.write', { touches, label: 'Deals edited' })
    .route({ method: 'PATCH', path: '/deals' })
    .input(
      z.object({
        ...whom,
        set: z
          .object({ ownerId: edited.ownerId, expectedClose: edited.expectedClose, fields: customValues })
          .partial(),
      }),
    )
    .output(bulkDone),
  /** Puts deals into the bin. */
  removeMany: endpoint('deals.write', { touches, label: 'Deals deleted' })
    .route({ method: 'POST', path: '/deals/deletions' })
    .input(z.object(whom))
    .output(bulkDone),
  /** Moves many deals to an open stage; those that lack what it requires, or are closed, stay and are named with what is in the way. */
  moveMany: endpoint('deals.write', { touches, label: 'Deals moved' })
    .route({ method: 'POST', path: '/deals/moves' })
    .input(z.object({ ids: z.array(id).min(1).max(1000), stageId: id }))
    .output(
      done.extend({
        moved: z.number().int(),
        stayed: z.array(z.object({ id, name: z.string(), missing: z.array(z.string()), reason: z.string() })),
      }),
    ),
  /** Empties stages before they are taken out of the pipeline: all their open deals go to another one, as they are. */
  moveAll: endpoint('pipeline.manage', { touches, label: 'Deals of a stage moved' })
    .route({ method: 'POST', path: '/deals/stage-moves' })
    .input(z.object({ fromStageIds: z.array(id).min(1).max(30), toStageId: id }))
    .output(done.extend({ moved: z.number().int() })),
}

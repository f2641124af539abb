import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

export const binned = z.enum(['contact', 'company', 'deal', 'note', 'task', 'file'])
const some = z.object({
  records: z
    .array(z.object({ record: binned, id }))
    .min(1)
    .max(200),
})
const touches = ['contacts', 'companies', 'deals', 'leads', 'handovers', 'tasks', 'files']

export const binContract = {
  /** What was deleted in the last 30 days, as far as whoever asks saw it before, the newest first. */
  list: endpoint('operations.undo')
    .route({ method: 'GET', path: '/bin' })
    .input(
      z.object({
        ...pageInput,
        record: binned.optional(),
        /** A part of the name. */
        q: line(200).optional(),
      }),
    )
    .output(
      page(
        z.object({
          record: binned,
          id,
          /** Of a note how it begins. */
          name: z.string(),
          /** What a note, task or file is about. */
          of: z.string().nullable(),
          deletedAt: instant,
          /** Who deleted it; null: the change log does not say. */
          by: z.string().nullable(),
          /** When it goes for good. */
          goesAt: instant,
          /** Whoever asks may bring it back. */
          mayBringBack: z.boolean(),
        }),
      ).extend({
        /** How many of them go for good within seven days, of all kinds. */
        goSoon: z.number().int(),
      }),
    ),
  /**
   * Takes records out of the bin, notes with the files that went with them, also single ones of many that were deleted in one act. One whose number another has by now stays
   * there, and `stay` says so; `said` is what of the others belongs to somebody else by now.
   */
  bringBack: endpoint('operations.undo', { label: 'Brought back from the bin', touches })
    .route({ method: 'POST', path: '/bin/returns' })
    .input(some)
    .output(
      done.extend({
        restored: z.number().int(),
        stay: z.array(z.object({ record: binned, id, why: z.string() })),
        said: z.array(z.string()),
      }),
    ),
  /**
   * Takes records that lie in the bin out for good: people as an erasure does, though anybody may add them anew; companies and
   * deals with what is kept with them alone; notes, tasks and files with what hangs on them. Nothing takes it back.
   */
  erase: endpoint('privacy.manage', { label: 'Deleted for good', touches })
    .route({ method: 'POST', path: '/bin/erasures' })
    .input(some)
    .output(done.extend({ gone: z.number().int() })),
}

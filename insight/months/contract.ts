import { z } from 'zod'
import { figureShape, identityShape } from '#insight/numbers/contract'
import { openedUnit } from '#insight/sets/contract'
import { endpoint, id, instant } from '#platform/http/contract'

/** The first day of a month, `2026-11-01`. */
const written = 'A month is written as its first day, like 2026-11-01'
const month = z.iso.date(written).refine((day) => day.endsWith('-01'), written)
const state = z.enum(['open', 'frozen'])

const changedRow = z.object({
  id,
  change: z.enum(['joined', 'left', 'changed']),
  /** What it counted for, in minor units; null: for one. */
  was: z.number().nullable(),
  is: z.number().nullable(),
  unit: openedUnit,
  recordId: id,
  title: z.string(),
  /** Who last changed the record, and when. */
  by: z.string().nullable(),
  at: instant.nullable(),
})

const restated = z.array(
  z.object({
    key: z.string(),
    label: z.string(),
    was: figureShape.nullable(),
    is: figureShape.nullable(),
    /** It was not ripe, or something still ran, when the month froze: what came since was to be expected. */
    ripened: z.boolean(),
    why: z.array(changedRow),
    /** Rows that changed; `why` names the first of them. Null: its rows were not kept, as those of visits and letters. */
    rows: z.number().int().nullable(),
  }),
)

export const monthsContract = {
  /** Months since the firm is here, the newest first. A month freezes on the 15th of the next. */
  list: endpoint('numbers.read')
    .route({ method: 'GET', path: '/months' })
    .input(z.object({}))
    .output(
      z.object({
        rows: z.array(z.object({ month, state, frozenAt: instant.nullable(), freezesAt: instant })),
      }),
    ),
  /**
   * All numbers of a month: as they were frozen, with a line for each that says something else now; before that, as they
   * stand. Who sees a part is told the numbers of that part as they stand, since what froze is of the whole firm. Visits are
   * counted unless they need not be waited for; what froze of them is told all the same.
   */
  get: endpoint('numbers.read')
    .route({ method: 'GET', path: '/months/{month}' })
    .input(z.object({ month, visits: z.stringbool().or(z.boolean()).default(true) }))
    .output(
      z.object({
        month,
        from: instant,
        to: instant,
        firm: z.string(),
        zone: z.string(),
        currency: z.string(),
        state,
        frozenAt: instant.nullable(),
        freezesAt: instant,
        asOf: instant,
        /** Numbers of what the caller sees, not of the whole firm: they never freeze. */
        ofPart: z.boolean(),
        pipelineKnownFrom: instant.nullable(),
        figures: z.array(figureShape),
        identities: z.array(identityShape),
        restated,
      }),
    ),
  /** The numbers of visits as `get` tells them, asked for by themselves: on a busy site they take longest. */
  visits: endpoint('numbers.read')
    .route({ method: 'GET', path: '/months/{month}/visits' })
    .input(z.object({ month }))
    .output(z.object({ asOf: instant, figures: z.array(figureShape), restated })),
  /** The same as a file: each number as it froze and as it is now. */
  export: endpoint('exports.run', { also: 'numbers.read' })
    .route({ method: 'GET', path: '/months/{month}/file' })
    .input(z.object({ month }))
    .output(z.file()),
}

import { z } from 'zod'
import { day, done, endpoint, id, instant } from '#platform/http/contract'

/** What became of those who crossed in a week. */
export const side = z.object({
  ready: z.number().int(),
  /** Part of an open handover of their company: sales has it already. */
  joined: z.number().int(),
  /** Of an open deal, or customers by then: whoever has them is told. */
  signalled: z.number().int(),
  /** Accepted by a person and not sent back within thirty days. */
  kept: z.number().int(),
  notKept: z.number().int(),
  won: z.number().int(),
  lost: z.number().int(),
  /** Handed over, not decided yet. */
  open: z.number().int(),
  /** Never handed over: nobody knows what would have become of them. */
  unknown: z.number().int(),
})
const week = side.extend({
  /** Offered that week under the weekly capacity, those who waited first; who joined or was signalled takes none of it. */
  offered: z.number().int(),
  /** Still waiting when the week ends. */
  waiting: z.number().int(),
})
const both = <T extends z.ZodType>(of: T) => z.object({ inForce: of, candidate: of })

export const replayShape = z.object({
  id,
  productLineId: id,
  definitionId: id,
  version: z.number().int(),
  from: day,
  /** The first day that doesn't count any more. */
  to: day,
  verdicts: z.enum(['as_known', 'as_judged_today']),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
  problem: z.string().nullable(),
  startedAt: instant,
})
export type Replay = z.infer<typeof replayShape>

const named = z.object({ contactId: id, name: z.string() })

export const replayContract = {
  /** Replays of a product line, the newest first; at most 20. */
  list: endpoint('scoring.manage')
    .route({ method: 'GET', path: '/replays' })
    .input(z.object({ productLineId: id }))
    .output(z.object({ rows: z.array(replayShape) })),
  /**
   * What both definitions would have done in the period, week by week (Mondays where the firm is). Each person counts with
   * the first crossing in the period and is followed up to their real handover only.
   */
  get: endpoint('scoring.manage')
    .route({ method: 'GET', path: '/replays/{id}' })
    .input(z.object({ id }))
    .output(
      replayShape.extend({
        weeks: z.array(
          both(week).extend({
            monday: day,
            /** Earned leads that all receivers took a week when it ended, or take now; null: nobody had agreed on a limit. */
            perWeek: z.number().int().nullable(),
            /** False: its people may still be sent back, or still be won or lost, so it is not compared. */
            ripe: z.object({ kept: z.boolean(), end: z.boolean() }),
          }),
        ),
        sums: both(side),
        /** Ready under both. */
        both: z.number().int(),
        /** Handed over by what was in force before the candidate called them strong enough: it might have, later. */
        cut: z.number().int(),
        /** Passed on only by the candidate; what would have become of them is unknown. */
        found: z.number().int(),
        foundPeople: z.array(named.extend({ at: instant, total: z.number().int() })),
        /** Had been handed over before the period, or with a colleague, so they are in none of these numbers. */
        before: z.number().int(),
        /** Bought in the period without ever being called strong enough; who asked for sales by themselves is left out. */
        missed: both(z.number().int()),
        /** Of the candidate, the latest first; at most 500. */
        missedPeople: z.array(
          named.extend({
            wonAt: instant,
            /** Whether what was in force had called them strong enough. */
            inForce: z.boolean(),
          }),
        ),
      }),
    ),
  /**
   * Begins to walk the draft of a product line over a period. Changes nothing for anybody. Refused (`leaking_field`) where a rule
   * reads what was mostly filled in after the outcome of those people was known: it would foresee nothing.
   */
  start: endpoint('scoring.manage', { label: 'Replay begun', touches: ['replays'] })
    .route({ method: 'POST', path: '/replays' })
    .input(
      z.object({
        productLineId: id,
        from: day,
        to: day,
        verdicts: z.enum(['as_known', 'as_judged_today']).default('as_known'),
      }),
    )
    .output(done.extend({ id })),
  cancel: endpoint('scoring.manage', { label: 'Replay cancelled', touches: ['replays'] })
    .route({ method: 'POST', path: '/replays/{id}/cancellation' })
    .input(z.object({ id }))
    .output(done),
}

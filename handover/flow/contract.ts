import { z } from 'zod'
import { day, done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

export const waitingShape = z.object({
  handoverId: id,
  contactId: id,
  name: z.string(),
  company: z.string().nullable(),
  productLine: z.object({ id, name: z.string() }),
  /** Among all who wait, best first: 1 goes next; null for who sees a part of them. */
  position: z.number().int().nullable(),
  /** Points by the definition in force now. */
  score: z.number().int(),
  since: instant,
  /** What made them wait, in words. */
  why: z.string(),
  /** Put before the others by a manager; who and why. */
  pulled: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  /** Monday of the week in which they would be released; null: not within two years, nobody takes any, or who asks sees a part. */
  week: day.nullable(),
})
const capacity = z.object({
  /** Earned leads a week; null: no limit agreed. */
  perWeek: z.number().int().nullable(),
  /** Null for who sees a part. */
  taken: z.number().int().nullable(),
})

export const flowContract = {
  /**
   * Who waits because the week is full, best first, with what is taken of what was agreed; seen by both sides. People out of
   * the caller's reach are left out, and for who sees a part the places and what is taken too.
   */
  waiting: endpoint('agenda.read')
    .route({ method: 'GET', path: '/waiting-list' })
    .input(z.object({ productLineId: id.optional(), ...pageInput }))
    .output(
      page(waitingShape).extend({
        count: z.number().int(),
        /** Whoever waits out of the caller's reach is not in here. */
        isPart: z.boolean(),
        /** This week, Monday to Sunday where the firm is. */
        receivers: capacity,
        lines: z.array(capacity.extend({ productLineId: id, name: z.string(), waiting: z.number().int() })),
        /** Strong enough without a new act of theirs: they wait for that act, not for a place. */
        candidates: z.number().int(),
        /** The agreement by which this is; null: settings that nobody signed. */
        agreement: z.number().int().nullable(),
      }),
    ),
  /** Puts somebody who waits before the others; they go with the next place. */
  pull: endpoint('handovers.manage', { label: 'Pulled forward', touches: ['handovers'] })
    .route({ method: 'POST', path: '/waiting-list/{id}/pull' })
    .input(z.object({ id, reason: line(300).min(3) }))
    .output(done),
  /** Takes somebody off the waiting list. They come back when they ask for sales, or become strong enough anew. */
  takeOff: endpoint('handovers.manage', {
    label: 'Taken off the waiting list',
    touches: ['handovers', 'leads'],
  })
    .route({ method: 'POST', path: '/waiting-list/{id}/removal' })
    .input(z.object({ id, reason: line(300).min(3) }))
    .output(done),
}

import { z } from 'zod'
import { day, endpoint, id, instant } from '#platform/http/contract'

const breach = z.object({
  handoverId: id,
  /** Answer, first attempt and decision are duties of sales; the verdict on a send-back is marketing's. */
  duty: z.enum(['answer', 'attempt', 'decision', 'verdict']),
  memberId: id.nullable(),
  dueAt: instant,
  /** Not answered by then, the send-back counts as agreed. */
  byRule: z.boolean().default(false),
})
const contest = z.object({
  handoverId: id,
  reason: z.string(),
  state: z.enum(['contested', 'upheld', 'overruled']),
})
/** A send-back that waits for marketing's answer. */
const unanswered = z.object({ handoverId: id, reason: z.string(), dueAt: instant.nullable() })
const request = z.object({
  requestId: id,
  askerId: id,
  title: z.string(),
  voices: z.number().int(),
  deals: z.number().int(),
})
const regret = z.object({
  ...{ handoverId: id, contactId: id, dealId: id, sentBackAt: instant, wonAt: instant },
  /** Why they were sent back; null: written before this was kept. */
  reason: z.string().nullable().default(null),
})
/** Whom the deal is with; null: only a company is known. */
const unscored = z.object({ contactId: id.nullable(), dealId: id, wonAt: instant })
const both = z.object({ inForce: z.number().int(), candidate: z.number().int() })

export const agendaContent = z.object({
  breaches: z.array(breach),
  /** Contests that wait for a decision, and those decided in the week. */
  contests: z.array(contest),
  /** Send-backs that wait for marketing's answer. */
  unanswered: z.array(unanswered).default([]),
  /** Content that sales asked for and marketing has not answered. */
  requests: z.array(request).default([]),
  /** Sent back once, won now. */
  regrets: z.array(regret),
  /**
   * Where somebody bought whom nobody had reached: tries on one more day before “no answer” may be said, and of the send-backs for
   * it in the last year how many would have been tried longer, and how many of those bought.
   */
  tries: z
    .object({
      from: z.number().int(),
      to: z.number().int(),
      sentBack: z.number().int(),
      longer: z.number().int(),
      bought: z.number().int(),
      /** The agreement that the tries are part of; null: settings that nobody signed. */
      agreement: z.number().int().nullable(),
    })
    .nullable()
    .default(null),
  /** New customers who were never ready before their deal. */
  unscored: z.array(unscored),
  /** The most frequent reason of the week's send-backs, those that were overruled left out. */
  top: z.object({ reason: z.string(), count: z.number().int(), of: z.number().int() }).nullable(),
  /** What could be changed, and why; null when nothing stands out. */
  proposal: z
    .object({
      why: z.enum(['unscored', 'not_eligible', 'too_early', 'regrets']),
      count: z.number().int(),
      /** The newest replay of a draft that has not changed since, if there is one. */
      replayId: id.nullable(),
      /** What it says: this change would have done so much more or less in its period. */
      replay: z
        .object({ id, productLineId: id, version: z.number().int(), ready: both, missed: both })
        .optional(),
      /** Where nothing is drafted: one number of what is in force, and what the week speaks for instead, to be replayed. */
      change: z
        .object({
          productLineId: id,
          productLine: z.string(),
          /** Points to be strong enough, or the most of them that interest brings: the others are asked of fit. */
          field: z.enum(['enter', 'interestMax']).default('enter'),
          from: z.number().int(),
          to: z.number().int(),
        })
        .optional(),
    })
    .nullable(),
})
export type AgendaContent = z.infer<typeof agendaContent>

const named = { name: z.string() }

export const feedbackContract = {
  /**
   * What both sides talk about on a Monday: written by itself at seven, as of then. Without `monday` the newest; before the
   * first was written, the week so far. People out of the caller's reach are left out, and for who sees a part the sums too.
   */
  agenda: endpoint('agenda.read')
    .route({ method: 'GET', path: '/agenda' })
    .input(z.object({ monday: day.optional() }))
    .output(
      z.object({
        monday: day,
        /** False: nothing was written for this Monday, this is how it stands now. */
        written: z.boolean(),
        /** Whatever is about people out of the caller's reach is not in here. */
        isPart: z.boolean(),
        from: instant,
        to: instant,
        /** Mondays with an agenda, the newest first. */
        mondays: z.array(day),
        breaches: z.array(breach.extend({ ...named, member: z.string().nullable() })),
        contests: z.array(contest.extend(named)),
        unanswered: z.array(unanswered.extend(named)),
        requests: z.array(request.extend({ asker: z.string() })),
        regrets: z.array(regret.extend(named)),
        tries: agendaContent.shape.tries,
        unscored: z.array(unscored.extend(named)),
        top: agendaContent.shape.top,
        proposal: agendaContent.shape.proposal,
        /** The firm's own reasons to send back by name. */
        ownReasons: z.array(z.object({ code: z.string(), label: z.string() })),
      }),
    ),
}

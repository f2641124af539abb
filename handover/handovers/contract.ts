import { z } from 'zod'
import { termsShape } from '#handover/agreed/contract'
import { namedPermission } from '#people/consent/contract'
import { done, endpoint, id, instant, line, page, pageInput, prose } from '#platform/http/contract'

/** The words of a reason for sending back, as the lists hold them: nowhere else. */
export { reasonLabel } from './reasons.ts'

const state = z.enum([
  'waiting',
  'offered',
  'working',
  'qualified',
  'sent_back',
  'withdrawn',
  'joined',
  'signalled',
])
const lane = z.enum(['asked', 'earned'])
const person = z.object({ id, name: z.string() }).nullable()

/** A duty with its clock; due null is no cover, which is nobody's breach. */
const clock = z.object({
  kind: z.enum(['answer', 'attempt', 'decision']),
  startedAt: instant,
  dueAt: instant.nullable(),
  metAt: instant.nullable(),
})

export const rowShape = z.object({
  id,
  state,
  lane,
  /** The person, or for a contractor before accepting the company or town. */
  title: z.string(),
  company: z.string().nullable(),
  contactId: id.nullable(),
  productLine: z.object({ id, name: z.string() }),
  receiver: person,
  withManager: z.boolean(),
  byRule: z.boolean(),
  /** The strongest reason, or why it waits. */
  why: z.string(),
  /** What the person wrote or said, in their own words; of a list its beginning. */
  words: z.string().nullable(),
  /** Somebody tried to reach them, since it was handed over. */
  tried: z.boolean(),
  /** The deal made of it, where the caller may see it. */
  deal: z.object({ id, name: z.string() }).nullable(),
  clock: clock.nullable(),
  openedAt: instant,
  changedAt: instant,
})
export type HandoverListRow = z.infer<typeof rowShape>

const reason = z.object({
  text: z.string(),
  at: instant.nullable(),
  grade: z.enum(['by_person', 'reported', 'fact']),
  points: z.number().int().nullable(),
  eventIds: z.array(z.string()),
})

export const cardShape = rowShape.extend({
  /** The first sentence to say. */
  first: z.string(),
  /** Details are hidden from a contractor until they accept. */
  hidden: z.boolean(),
  who: z.object({
    name: z.string(),
    jobTitle: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    company: z.string().nullable(),
    sector: z.string().nullable(),
  }),
  reasons: z.array(reason),
  score: z
    .object({
      fit: z.number(),
      interest: z.number(),
      total: z.number(),
      enter: z.number(),
      version: z.number(),
    })
    .nullable(),
  source: z
    .object({
      channel: z.string(),
      campaign: z.string().nullable(),
      firstPage: z.string().nullable(),
      referrer: z.string().nullable(),
      selfReported: z.string().nullable(),
    })
    .nullable(),
  /** What the person permits now. */
  permissions: z.array(namedPermission),
  because: z.array(z.string()),
  note: z.string().nullable(),
  clocks: z.array(clock),
  offers: z.array(
    z.object({
      number: z.number().int(),
      member: z.object({ id, name: z.string() }),
      state: z.string(),
      offeredAt: instant,
      answeredAt: instant.nullable(),
      noCover: z.boolean(),
    }),
  ),
  attempts: z.array(
    z.object({
      id,
      channel: z.string(),
      outcome: z.string(),
      who: z.string(),
      at: instant,
      note: z.string().nullable(),
      /** A machine shows that it happened, as the mail server's answer; else its seller says so. */
      proven: z.boolean(),
    }),
  ),
  history: z.array(z.object({ state: z.string(), reason: z.string(), who: z.string(), at: instant })),
  sentBack: z
    .object({
      reason: z.string(),
      /** The reason by name. */
      label: z.string(),
      /** What shows it, as the seller said: a criterion, record, competitor, field, day (2026-11-24) or text. */
      evidence: z.string().nullable(),
      note: z.string().nullable(),
      upheld: z.string().nullable(),
    })
    .nullable(),
  /** Accepted by a person and not sent back within 30 days; null: never accepted, or by rule. */
  kept: z.object({ state: z.enum(['kept', 'not_kept', 'open']), at: instant }).nullable(),
  dealId: id.nullable(),
  /** The stage in which the deal made of it qualifies it; null: none is made, or it is qualified. */
  qualifiesAt: z.string().nullable(),
  leadId: id.nullable(),
  /** Others of the company who came while it was open; nobody while details are hidden. */
  joined: z.array(
    z.object({
      id,
      name: z.string(),
      jobTitle: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      lane,
      at: instant,
      /** The caller may open it. */
      openable: z.boolean(),
    }),
  ),
  /** The handover that it joined, and the deal whose owner it was signalled to, where the caller may see them. */
  joinedTo: id.nullable(),
  signalToDeal: id.nullable(),
  /** What the caller may do now. */
  may: z.object({
    answer: z.boolean(),
    handOn: z.boolean(),
    sendBack: z.boolean(),
    attempt: z.boolean(),
    assign: z.boolean(),
    withdraw: z.boolean(),
  }),
})
export type Card = z.infer<typeof cardShape>

/** One of the fixed reasons, or of the firm's own, which begin with `own_`. */
const reasonCode = line(60).regex(/^[a-z0-9_]+$/)
const touches = { touches: ['handovers', 'contacts', 'leads', 'numbers'] }
export const handoversContract = {
  /**
   * Handovers of a box: mine (offered to me or worked on by me), queue (nobody has them), open (all that are open),
   * ended. The most urgent first, ended ones the newest first.
   */
  list: endpoint('handovers.read')
    .route({ method: 'GET', path: '/handovers' })
    .input(
      z.object({
        box: z.enum(['mine', 'queue', 'open', 'ended']).default('mine'),
        state: state.optional(),
        lane: lane.optional(),
        contactId: id.optional(),
        receiverId: id.optional(),
        ...pageInput,
      }),
    )
    .output(page(rowShape)),
  /** How many wait for an answer: of mine, and of nobody's. */
  counts: endpoint('handovers.read')
    .route({ method: 'GET', path: '/handovers/counts' })
    .input(z.object({}))
    .output(z.object({ toAnswer: z.number().int(), working: z.number().int(), queue: z.number().int() })),
  get: endpoint('handovers.read')
    .route({ method: 'GET', path: '/handovers/{id}' })
    .input(z.object({ id }))
    .output(cardShape),
  /** Reasons for sending back, with what each asks for and why it is not open yet. */
  reasons: endpoint('handovers.read')
    .route({ method: 'GET', path: '/handovers/{id}/reasons' })
    .input(z.object({ id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            code: reasonCode,
            label: z.string(),
            asks: z.string().nullable(),
            closed: z.string().nullable(),
          }),
        ),
      }),
    ),
  /** Takes the person over. The second of two is refused and told who was faster. */
  accept: endpoint('handovers.work', { ...touches, label: 'Lead accepted' })
    .route({ method: 'POST', path: '/handovers/{id}/acceptance' })
    .input(z.object({ id }))
    .output(done),
  /** Sends the person back with a reason and what shows it: text, a day for `too_early`, a product line for `other_product`. */
  sendBack: endpoint('handovers.work', { ...touches, label: 'Lead sent back' })
    .route({ method: 'POST', path: '/handovers/{id}/send-back' })
    .input(
      z.object({
        id,
        reason: reasonCode,
        evidence: line(500).optional(),
        date: z.iso.date().optional(),
        productLineId: id.optional(),
        note: prose(2000).optional(),
      }),
    )
    .output(done),
  /** Gives an unanswered offer to a colleague, at most twice; the clocks go on. */
  handOn: endpoint('handovers.work', { ...touches, label: 'Lead handed on' })
    .route({ method: 'POST', path: '/handovers/{id}/hand-on' })
    .input(z.object({ id, memberId: id, note: prose(2000).optional() }))
    .output(done),
  /** Lays what nobody has before a member, or lets routing choose again. */
  offer: endpoint('handovers.manage', { ...touches, label: 'Lead offered' })
    .route({ method: 'POST', path: '/handovers/{id}/offers' })
    .input(z.object({ id, memberId: id.optional() }))
    .output(done),
  withdraw: endpoint('leads.write', { ...touches, label: 'Lead withdrawn' })
    .route({ method: 'POST', path: '/handovers/{id}/withdrawal' })
    .input(z.object({ id, reason: line(300).min(3) }))
    .output(done),
  /** Writes down a try to reach the person. */
  attempt: endpoint('handovers.work', { ...touches, label: 'Attempt logged' })
    .route({ method: 'POST', path: '/handovers/{id}/attempts' })
    .input(
      z.object({
        id,
        channel: z.enum(['phone', 'email', 'meeting', 'message', 'visit', 'post']),
        outcome: z.enum(['reached', 'no_answer', 'voicemail', 'wrong_number', 'sent', 'held', 'no_show']),
        note: prose(2000).optional(),
        occurredAt: instant.optional(),
      }),
    )
    .output(done.extend({ id })),
  /** Passes somebody on by hand: to a member, or to whom routing finds. No undo: the handover that it opens is withdrawn. */
  passOn: endpoint('leads.write', { ...touches, label: 'Passed on to sales' })
    .route({ method: 'POST', path: '/handovers' })
    .input(
      z.object({
        contactId: id,
        productLineId: id.optional(),
        memberId: id.optional(),
        words: prose(2000).optional(),
      }),
    )
    .output(done.extend({ id })),
  /** The terms both sides work under. */
  seam: endpoint('handovers.read')
    .route({ method: 'GET', path: '/seam-setting' })
    .input(z.object({}))
    .output(
      termsShape.extend({
        version: z.number().int(),
        fromAt: instant.nullable(),
        /** The agreement that they were signed in; null: settings that nobody signed. */
        agreement: z.number().int().nullable(),
      }),
    ),
  /** New terms for what is offered from now on; what is left out stays. Refused once an agreement is signed. */
  saveSeam: endpoint('handovers.manage', { touches: ['settings'], label: 'Terms of the handover changed' })
    .route({ method: 'PUT', path: '/seam-setting' })
    .input(
      termsShape.extend({
        verdictDays: termsShape.shape.verdictDays.unwrap().optional(),
        keptPerMonth: termsShape.shape.keptPerMonth.unwrap().optional(),
        weekly: termsShape.shape.weekly.unwrap().optional(),
        ownReasons: termsShape.shape.ownReasons.unwrap().optional(),
      }),
    )
    .output(done.extend({ version: z.number().int() })),
}

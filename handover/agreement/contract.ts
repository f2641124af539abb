import { z } from 'zod'
import { agreementContent } from '#handover/agreed/contract'
import { day, done, endpoint, id, instant } from '#platform/http/contract'

const side = z.enum(['marketing', 'sales'])
const articleLine = z.object({
  what: z.string(),
  /** null: not said any more. */
  says: z.string().nullable(),
  /** What holds now where it is another; empty text: nothing was said. null: nothing changes. */
  before: z.string().nullable(),
})
export const agreementShape = z.object({
  id,
  number: z.number().int(),
  state: z.enum(['draft', 'waiting', 'in_force', 'past']),
  content: agreementContent,
  /** The text as people read it; a draft beside what holds now. */
  articles: z.array(z.object({ title: z.string(), lines: z.array(articleLine) })),
  /** null: the Monday after the second signature. */
  startsOn: day.nullable(),
  startsAt: instant.nullable(),
  fromAt: instant.nullable(),
  toAt: instant.nullable(),
  changedBy: z.string(),
  changedAt: instant,
  /** Of all that is signed; a signature names it. */
  hash: z.string(),
  signatures: z.array(
    z.object({
      side,
      memberId: id,
      name: z.string(),
      at: instant,
      /** Counts no more: taken back, called off, or the text was changed after it. */
      voidedAt: instant.nullable(),
    }),
  ),
  /** What keeps it from being signed, in words. */
  problems: z.array(z.string()),
})
export type AgreementShown = z.infer<typeof agreementShape>

const touches = { touches: ['agreements', 'settings'] }

export const agreementContract = {
  /** What both sides promised and what is being drafted; before there is an agreement, the settings hold. */
  get: endpoint('agreement.read')
    .route({ method: 'GET', path: '/agreements' })
    .input(z.object({}))
    .output(
      z.object({
        inForce: agreementShape.nullable(),
        /** A draft, or what both signed and waits for its start. */
        ahead: agreementShape.nullable(),
        past: z.array(agreementShape.pick({ id: true, number: true, fromAt: true, toAt: true })),
        /** Kept leads of this month so far, against the target; null for who sees a part. */
        kept: z.object({ thisMonth: z.number().int(), target: z.number().int().nullable() }).nullable(),
        may: z.object({ write: z.boolean(), sign: z.array(side) }),
      }),
    ),
  /** One version as it was signed. */
  version: endpoint('agreement.read')
    .route({ method: 'GET', path: '/agreements/{id}' })
    .input(z.object({ id }))
    .output(agreementShape),
  /** When each version began: a line on every chart. */
  marks: endpoint('agreement.read')
    .route({ method: 'GET', path: '/agreements/marks' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ number: z.number().int(), at: instant })) })),
  /** Begins the next version from what holds now. There is one draft at a time. */
  draft: endpoint('agreement.write', { ...touches, label: 'Agreement drafted' })
    .route({ method: 'POST', path: '/agreements' })
    .input(z.object({}))
    .output(done.extend({ id })),
  /** Changes the draft as it was read; signatures given to the old text end. */
  save: endpoint('agreement.write', { ...touches, label: 'Agreement changed' })
    .route({ method: 'PUT', path: '/agreements/{id}' })
    .input(z.object({ id, content: agreementContent, startsOn: day.nullable(), hash: z.string().max(100) }))
    .output(done),
  discard: endpoint('agreement.write', { ...touches, label: 'Agreement draft discarded' })
    .route({ method: 'DELETE', path: '/agreements/{id}' })
    .input(z.object({ id }))
    .output(done),
  /**
   * Signs for a side what was read. With the second side it is agreed on and waits for its start; the same person signs for
   * both only while they work alone.
   */
  sign: endpoint('agreement.write', { ...touches, label: 'Agreement signed' })
    .route({ method: 'POST', path: '/agreements/{id}/signatures' })
    .input(z.object({ id, side, hash: z.string().max(100) }))
    .output(done.extend({ startsAt: instant.nullable() })),
  /** Takes one's own signature back, as long as the other side has not signed. */
  unsign: endpoint('agreement.write', { ...touches, label: 'Signature taken back' })
    .route({ method: 'DELETE', path: '/agreements/{id}/signatures/{side}' })
    .input(z.object({ id, side }))
    .output(done),
  /** Calls off what was to begin; it is a draft again that nobody has signed. */
  callOff: endpoint('agreement.write', { ...touches, label: 'Agreement called off' })
    .route({ method: 'DELETE', path: '/agreements/{id}/start' })
    .input(z.object({ id }))
    .output(done),
}

import { z } from 'zod'
import { day, done, endpoint, id, instant, line, page, pageInput, prose } from '#platform/http/contract'

export const protectionStates = ['registered', 'confirmed', 'refused', 'withdrawn', 'ended'] as const
const state = z.enum(protectionStates)
const named = z.object({ id, name: z.string() })

export const protectionShape = z.object({
  id,
  state,
  member: named,
  productLine: named,
  companyName: z.string().nullable(),
  domain: z.string().nullable(),
  personName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  town: z.string().nullable(),
  proof: z.string(),
  proofDay: day,
  /** Where the proof lies: a mail, a file. */
  proofPlace: z.string().nullable(),
  /** Of a refusal by rule: what was open already. For managers; null to everybody else. */
  blockedBy: z.enum(['handover', 'deal', 'customer', 'protection']).nullable(),
  /** The record that it is about, where the viewer may see it. While it waits, whom managers know by that name. */
  company: named.nullable(),
  contact: named.nullable(),
  endsAt: instant.nullable(),
  extendedAt: instant.nullable(),
  createdAt: instant,
  history: z.array(
    z.object({ state: z.string(), who: z.string(), reason: z.string().nullable(), at: instant }),
  ),
})
export type Protection = z.infer<typeof protectionShape>

const touches = { touches: ['protection', 'contacts', 'companies'] }
const text = (max: number) => line(max).min(1).nullable().default(null)

export const protectionContract = {
  /** Registered leads: a contractor's own, all for who sees all. The newest first. */
  list: endpoint('handovers.read')
    .route({ method: 'GET', path: '/protections' })
    .input(z.object({ box: z.enum(['open', 'past']).default('open'), ...pageInput }))
    .output(page(protectionShape)),
  /**
   * A contractor registers a firm or person for a product line, with what shows that it is theirs. Refused at once by
   * rule when sales, a deal, a customer's account or an earlier registration is there; the answer says so in one
   * sentence. Who is known and idle is answered as who is unknown: a manager decides. At most 20 a day.
   */
  register: endpoint('handovers.work', { ...touches, label: 'Lead registered' })
    .route({ method: 'POST', path: '/protections' })
    .input(
      z.object({
        productLineId: id.optional(),
        companyName: text(300),
        domain: text(253),
        personName: text(300),
        email: z.email().max(254).nullable().default(null),
        phone: text(40),
        town: text(200),
        proof: prose(4000).min(10),
        proofDay: day,
        proofPlace: text(500),
      }),
    )
    .output(z.object({ id, state, reason: z.string().nullable() })),
  /** Protects the lead from now on; the person and firm are made where we don't know them, and belong to the contractor. */
  confirm: endpoint('handovers.manage', { ...touches, label: 'Registration confirmed' })
    .route({ method: 'POST', path: '/protections/{id}/confirmation' })
    .input(z.object({ id }))
    .output(done.extend({ endsAt: instant })),
  refuse: endpoint('handovers.manage', { ...touches, label: 'Registration refused' })
    .route({ method: 'POST', path: '/protections/{id}/refusal' })
    .input(z.object({ id, reason: line(500).min(3) }))
    .output(done),
  /** Once, by another window from the day on which it would end. */
  extend: endpoint('handovers.manage', { ...touches, label: 'Protection extended' })
    .route({ method: 'POST', path: '/protections/{id}/extension' })
    .input(z.object({ id, reason: line(500).min(3) }))
    .output(done.extend({ endsAt: instant })),
  /** The contractor gives it up, or a manager ends it. */
  withdraw: endpoint('handovers.work', { ...touches, label: 'Registration withdrawn' })
    .route({ method: 'POST', path: '/protections/{id}/withdrawal' })
    .input(z.object({ id, reason: line(500).min(3) }))
    .output(done),
  setting: endpoint('handovers.read')
    .route({ method: 'GET', path: '/protection-setting' })
    .input(z.object({}))
    .output(z.object({ months: z.number().int() })),
  /** How long what is confirmed from now on stays protected. */
  saveSetting: endpoint('handovers.manage', { touches: ['settings'], label: 'Protection window changed' })
    .route({ method: 'PUT', path: '/protection-setting' })
    .input(z.object({ months: z.number().int().min(1).max(36) }))
    .output(done),
}

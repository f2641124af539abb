import { z } from 'zod'
import { day, done, endpoint, id, instant, line, minor, prose } from '#platform/http/contract'

export const channel = z.enum([
  'email',
  'ads',
  'social',
  'search',
  'event',
  'print',
  'press',
  'partner',
  'other',
])
export const costKind = z.enum(['ads', 'agency', 'print', 'event', 'content', 'tools', 'own_time', 'other'])
export const costState = z.enum(['planned', 'committed', 'actual'])

export const campaignShape = z.object({
  id,
  name: z.string(),
  channel,
  /** What links carry as `utm_campaign`. */
  code: z.string(),
  from: day,
  /** The last day. */
  to: day,
  goalLeads: z.number().int().nullable(),
  /** Won value wanted, in the firm's currency. */
  goalMinor: minor.nullable(),
  /** The goal can't be changed any more: the first day has come. */
  goalFrozen: z.boolean(),
  owner: z.object({ id, name: z.string() }).nullable(),
  note: z.string().nullable(),
  /** Somebody said that no cost is missing; said again, it holds from then. */
  costsComplete: z.boolean(),
  /** When they said so; null: not said, or before this was kept. */
  costsTickedAt: instant.nullable(),
  /** Cost lines that were written down, changed or deleted since. */
  costsSince: z.object({ added: z.number().int(), changed: z.number().int(), removed: z.number().int() }),
  /** Of its cost lines, own time left out. */
  plannedMinor: minor,
  committedMinor: minor,
  actualMinor: minor,
  createdAt: instant,
})
export type Campaign = z.infer<typeof campaignShape>

export const costShape = z.object({
  id,
  campaignId: id.nullable(),
  title: z.string(),
  kind: costKind,
  state: costState,
  amountMinor: minor,
  from: day,
  to: day,
})
export type Cost = z.infer<typeof costShape>

const code = line(80).min(1)
const values = {
  name: line(200).min(1),
  channel,
  from: day,
  to: day,
  goalLeads: z.number().int().min(1).max(1e7).nullable(),
  goalMinor: minor.min(1).nullable(),
  ownerId: id.nullable(),
  note: prose(5000).nullable(),
}
const cost = {
  title: line(200).min(1),
  kind: costKind,
  state: costState,
  amountMinor: minor.min(0),
  from: day,
  to: day,
}
const touches = { touches: ['campaigns'] }

export const campaignsContract = {
  /** All campaigns, the latest first. */
  list: endpoint('campaigns.read')
    .route({ method: 'GET', path: '/campaigns' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(campaignShape) })),
  get: endpoint('campaigns.read')
    .route({ method: 'GET', path: '/campaigns/{id}' })
    .input(z.object({ id }))
    .output(campaignShape),
  /** Without a code one is made of the name. */
  create: endpoint('campaigns.write', { ...touches, label: 'Campaign made' })
    .route({ method: 'POST', path: '/campaigns' })
    .input(
      z
        .object({ ...values, code })
        .partial()
        .required({ name: true, channel: true, from: true, to: true }),
    )
    .output(done.extend({ id, code: z.string() })),
  /** Goals freeze with the first day, which can't lie ahead again then; the code once leads name it. */
  update: endpoint('campaigns.write', { ...touches, label: 'Campaign changed' })
    .route({ method: 'PATCH', path: '/campaigns/{id}' })
    .input(
      z
        .object({ id, ...values, code, costsComplete: z.boolean() })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  remove: endpoint('campaigns.write', { ...touches, label: 'Campaign deleted' })
    .route({ method: 'DELETE', path: '/campaigns/{id}' })
    .input(z.object({ id }))
    .output(done),
  /** Cost lines of a campaign; without one those that are not allocated. */
  costs: endpoint('campaigns.read')
    .route({ method: 'GET', path: '/costs' })
    .input(z.object({ campaignId: id.optional() }))
    .output(z.object({ rows: z.array(costShape) })),
  addCost: endpoint('campaigns.write', { ...touches, label: 'Cost added' })
    .route({ method: 'POST', path: '/costs' })
    .input(z.object({ campaignId: id.nullable(), ...cost }))
    .output(done.extend({ id })),
  updateCost: endpoint('campaigns.write', { ...touches, label: 'Cost changed' })
    .route({ method: 'PATCH', path: '/costs/{id}' })
    .input(
      z
        .object({ id, campaignId: id.nullable(), ...cost })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  removeCost: endpoint('campaigns.write', { ...touches, label: 'Cost deleted' })
    .route({ method: 'DELETE', path: '/costs/{id}' })
    .input(z.object({ id }))
    .output(done),
}

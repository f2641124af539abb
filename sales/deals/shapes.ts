import { z } from 'zod'
import { currency, day, id, instant, minor } from '#platform/http/contract'
import { origins } from './deal.ts'

export const state = z.enum(['open', 'won', 'lost'])
export const origin = z.enum(origins)
/** Null also where the viewer may not see who or what it is. */
export const person = z.object({ id, name: z.string() }).nullable()

/** What a card on the board shows. */
export const cardShape = z.object({
  id,
  name: z.string(),
  company: person,
  contact: person,
  owner: person,
  stageId: id,
  position: z.number(),
  /** One-off plus recurring × min(term, 12), in the deal's currency. */
  valueMinor: minor,
  currency,
  expectedClose: day.nullable(),
  pushes: z.number().int(),
  stageSince: instant,
})
export type Card = z.infer<typeof cardShape>

export const dealShape = cardShape.extend({
  externalId: z.string().nullable(),
  companySector: z.string().nullable(),
  companyCountry: z.string().nullable(),
  leadId: id.nullable(),
  /** The won deal whose term goes on with this one. */
  renews: person,
  state,
  oneOffMinor: minor,
  recurringMinor: minor,
  termMonths: z.number().int(),
  /** The firm's minor units per minor unit of the deal's currency; null where no rate is known. */
  rate: z.number().nullable(),
  origin,
  originNote: z.string().nullable(),
  closeReasonId: id.nullable(),
  closeNote: z.string().nullable(),
  createdAt: instant,
  changedAt: instant,
  /** The latest two-way talk that a colleague wrote down. */
  talkedAt: instant.nullable(),
  closedAt: instant.nullable(),
  imported: z.boolean(),
})
export type Deal = z.infer<typeof dealShape>

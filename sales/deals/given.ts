import { z } from 'zod'
import { currency, day, id, line, minor, prose } from '#platform/http/contract'
import { customValues } from '#workspace/fields/contract'
import { origin } from './shapes.ts'

export const amounts = {
  oneOffMinor: minor.min(0),
  recurringMinor: minor.min(0),
  termMonths: z.number().int().min(0).max(600),
}
export const links = { companyId: id.nullable(), contactId: id.nullable(), ownerId: id.nullable() }
/** A won deal with a term, which this one goes on with. */
export const renewsId = id.nullable()
export const product = z.object({
  productId: id,
  quantity: z.number().positive().max(1e6),
  priceMinor: minor.min(0),
})
/** What is edited in place, field by field. */
export const edited = {
  name: line(300).min(1),
  ...links,
  renewsId,
  ...amounts,
  currency,
  expectedClose: day.nullable(),
  origin,
  originNote: prose(2000).nullable(),
}
export const editedKeys = Object.keys(edited) as (keyof typeof edited)[]

export const dealChange = z
  .object({
    id,
    ...edited,
    fields: customValues,
    /** What the editor saw before: a field that reads otherwise by now is refused with 409, and shown. */
    was: z.object({ ...edited, fields: customValues }).partial(),
  })
  .partial()
  .required({ id: true })
export const dealEdit = dealChange.extend({ stageId: id.optional() })
export type DealEdit = z.infer<typeof dealEdit>

/** What a new deal may be said to be. */
export const made = {
  name: edited.name,
  companyId: links.companyId.optional(),
  contactId: links.contactId.optional(),
  /** Whoever makes the deal, if not said. */
  ownerId: links.ownerId.optional(),
  leadId: id.nullable().optional(),
  renewsId: renewsId.optional(),
  stageId: id.optional(),
  currency: currency.optional(),
  expectedClose: day.nullable().optional(),
  /** Marketing for a deal of a lead, else sales, if not said. */
  origin: origin.optional(),
  fields: customValues.optional(),
}
/**
 * One of many: changed if its `id` or, without one, its external id is known; else made, and then it needs a name. Stage and
 * lead are for new ones; a known deal is moved, won and lost by endpoints of their own.
 */
export const dealRecord = z
  .object({ id, externalId: line(200), ...edited, leadId: made.leadId, stageId: id, fields: customValues })
  .partial()
export type DealRecord = z.infer<typeof dealRecord>

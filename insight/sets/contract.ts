import { z } from 'zod'

/** What the row of a number opens as; a movement opens its deal, a customer, a visit or a letter of somebody known a contact or company. */
export const openedUnit = z.enum([
  'lead',
  'handover',
  'offer',
  'deal',
  'company',
  'contact',
  'cost',
  'visit',
  'letter',
])
export type OpenedUnit = z.infer<typeof openedUnit>

import type { z } from 'zod'
import { day, id, instant, sinceInput } from '#platform/http/contract'
import { listFilter } from '#workspace/lists/contract'
import { state } from './shapes.ts'

/** What narrows board and list. */
export const common = {
  ownerId: id.optional(),
  /** Expected to close on or after this day, and on or before that one. */
  expectedFrom: day.optional(),
  expectedTo: day.optional(),
  ...listFilter,
}
/** What narrows the list. */
export const filter = {
  ...common,
  ...sinceInput,
  state: state.optional(),
  stageId: id.optional(),
  contactId: id.optional(),
  companyId: id.optional(),
  /** Deals of a company and of all that belong to it, at any depth. */
  within: id.optional(),
  closedFrom: instant.optional(),
  closedTo: instant.optional(),
}
export type DealFilter = z.infer<z.ZodObject<typeof filter>>

import { sql } from 'kysely'
import type { FormulaInput } from '#platform/registry'

/** What formulas of people may name beyond own fields. */
export const contactInputs: readonly FormulaInput[] = [
  {
    name: 'created_on',
    label: 'Added on',
    type: 'date',
    by: (zone) => sql`(contact.created_at at time zone ${zone})::date::text`,
  },
  { name: 'name', label: 'Name', type: 'text', by: () => sql`contact.name` },
  { name: 'job_title', label: 'Job title', type: 'text', by: () => sql`contact.job_title` },
  { name: 'city', label: 'Town', type: 'text', by: () => sql`contact.city` },
  { name: 'country', label: 'Country', type: 'text', by: () => sql`contact.country` },
]

import { sql } from 'kysely'
import type { FormulaInput } from '#platform/registry'

const currency = sql`deal.currency`

/** What formulas of deals may name beyond own fields; amounts in the deal's own currency. */
export const dealInputs: readonly FormulaInput[] = [
  { name: 'one_off', label: 'One-off amount', type: 'money', by: () => sql`deal.one_off_minor`, currency },
  {
    name: 'recurring',
    label: 'Amount each month',
    type: 'money',
    by: () => sql`deal.recurring_minor`,
    currency,
  },
  { name: 'months', label: 'Months', type: 'number', by: () => sql`deal.term_months` },
  { name: 'pushes', label: 'Pushed', type: 'number', by: () => sql`deal.pushes` },
  {
    name: 'created_on',
    label: 'Created on',
    type: 'date',
    by: (zone) => sql`(deal.created_at at time zone ${zone})::date::text`,
  },
  {
    name: 'closed_on',
    label: 'Closed on',
    type: 'date',
    by: (zone) => sql`(deal.closed_at at time zone ${zone})::date::text`,
  },
  { name: 'expected_on', label: 'Expected to close', type: 'date', by: () => sql`deal.expected_close::text` },
  { name: 'name', label: 'Name', type: 'text', by: () => sql`deal.name` },
]

import { sql } from 'kysely'
import type { FormulaInput } from '#platform/registry'

/** What formulas of companies may name beyond own fields; turnover is in the firm's currency. */
export const companyInputs: readonly FormulaInput[] = [
  { name: 'employees', label: 'Employees', type: 'number', by: () => sql`company.employees` },
  {
    name: 'turnover',
    label: 'Turnover',
    type: 'money',
    by: () => sql`company.revenue_minor`,
    currency: sql`(select w.currency from workspace w where w.workspace_id = company.workspace_id)`,
  },
  {
    name: 'created_on',
    label: 'Added on',
    type: 'date',
    by: (zone) => sql`(company.created_at at time zone ${zone})::date::text`,
  },
  { name: 'name', label: 'Name', type: 'text', by: () => sql`company.name` },
  { name: 'sector', label: 'Sector', type: 'text', by: () => sql`company.sector` },
  { name: 'city', label: 'Town', type: 'text', by: () => sql`company.city` },
  { name: 'country', label: 'Country', type: 'text', by: () => sql`company.country` },
]

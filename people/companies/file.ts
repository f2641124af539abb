import { namesText } from '#platform/csv'
import type { FileColumn } from '#workspace/lists'
import type { Company } from './contract.ts'

const decimals = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** Companies in a file: the columns by the ids that the list has them under, named as an import knows them. */
export const fileColumns = (currency: string): Readonly<Record<string, FileColumn<Company>>> => ({
  externalId: { title: 'Id', of: (row) => row.externalId ?? row.id },
  name: { title: 'Name', of: (row) => row.name },
  domain: { title: 'Web site', of: (row) => row.domain },
  domains: {
    title: 'Further domains',
    of: (row) => namesText(row.domains.filter((domain) => domain !== row.domain)),
  },
  sector: { title: 'Sector', of: (row) => row.sector },
  employees: { title: 'Employees', of: (row) => row.employees },
  revenue: {
    title: 'Revenue',
    of: (row) => (row.revenueMinor === null ? null : row.revenueMinor / 10 ** decimals(currency)),
  },
  city: { title: 'Town', of: (row) => row.city },
  country: { title: 'Country', of: (row) => row.country },
  parent: { title: 'Parent company', of: (row) => row.parent?.name ?? null },
  owner: { title: 'Owner', of: (row) => row.owner?.name ?? null },
  tag: { title: 'Tags', of: (row) => namesText(row.tags), inJson: (row) => row.tags },
  people: { title: 'People', of: (row) => row.people, derived: true },
  created: { title: 'Created', of: (row) => row.createdAt.toISOString(), derived: true },
  changed: { title: 'Changed', of: (row) => row.changedAt.toISOString(), derived: true },
})

import { companyNames } from '#people/companies'
import { type Columns, memberNames, type Names, wordsIn, wordsOfColumns } from '#workspace/audit'

/** What people are called, of those within reach. */
export const contactNames: Names = async (db, ids) => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('contact')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const statuses = [
  { value: 'target', label: 'Target' },
  { value: 'person', label: 'Person' },
  { value: 'customer', label: 'Customer' },
]

/** What is told of a person's columns. */
export const contactWords: Columns = {
  name: { label: 'Name' },
  first_name: { label: 'First name' },
  last_name: { label: 'Last name' },
  email: { label: 'E-mail' },
  phone: { label: 'Phone' },
  job_title: { label: 'Job title', isFree: true },
  company_id: { label: 'Company', called: companyNames },
  city: { label: 'Town' },
  country: { label: 'Country' },
  owner_id: { label: 'Owner', called: memberNames },
  external_id: { label: 'Number' },
  status: { label: 'Status', called: wordsIn(statuses) },
  deleted_at: { label: 'In the bin since', kind: 'instant' },
}

/** How a person's history reads. */
export const contactChanges = wordsOfColumns('contact', contactWords)

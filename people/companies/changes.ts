import { type Columns, memberNames, type Names, wordsOfColumns } from '#workspace/audit'

export const companyNames: Names = async (db, ids) => {
  const rows = await db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What is told of a company's columns. */
export const companyWords: Columns = {
  name: { label: 'Name' },
  domain: { label: 'Web site' },
  sector: { label: 'Sector' },
  employees: { label: 'Employees', kind: 'number' },
  revenue_minor: { label: 'Turnover', kind: 'money' },
  city: { label: 'Town' },
  country: { label: 'Country' },
  parent_id: { label: 'Belongs to', called: companyNames },
  owner_id: { label: 'Owner', called: memberNames },
  external_id: { label: 'Number' },
  deleted_at: { label: 'In the bin since', kind: 'instant' },
}

/** How a company's history reads. */
export const companyChanges = wordsOfColumns('company', companyWords)

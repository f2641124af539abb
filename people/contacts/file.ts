import { sql } from 'kysely'
import { namesText } from '#platform/csv'
import type { Db } from '#platform/db'
import type { ListCondition } from '#platform/registry'
import type { FileColumn } from '#workspace/lists'
import type { Contact } from './contract.ts'

/** A person as a line of a file, with the columns of other slices that hold of them. */
export type InFile = Contact & { said?: ReadonlySet<string> }

/** What other slices know of people and an import reads again: the columns, and of whom they are true. */
export function saidColumns(db: Db, conditions: readonly ListCondition[]) {
  const all = conditions.flatMap(({ record, inFile }) => (record === 'contact' && inFile ? [inFile] : []))
  const columns: Record<string, FileColumn<InFile>> = Object.fromEntries(
    all.map(({ id, title }) => [
      id,
      { title, of: ({ said }: InFile) => (said?.has(id) ? 'yes' : null) } as FileColumn<InFile>,
    ]),
  )
  const of = async (rows: readonly Contact[]): Promise<InFile[]> => {
    const said = new Map(rows.map(({ id }) => [id, new Set<string>()]))
    for (const { id, holds } of all) {
      const found = await db
        .selectFrom('contact')
        .select('id')
        .where(sql<boolean>`contact.id = any(${[...said.keys()]}::uuid[]) and ${holds}`)
        .execute()
      for (const row of found) said.get(row.id)!.add(id)
    }
    return rows.map((row) => ({ ...row, said: said.get(row.id)! }))
  }
  return { columns, of }
}

/** People in a file: the columns by the ids that the list has them under, named as an import knows them. */
export const fileColumns: Readonly<Record<string, FileColumn<Contact>>> = {
  externalId: { title: 'Id', of: (row) => row.externalId ?? row.id },
  name: { title: 'Name', of: (row) => row.name },
  firstName: { title: 'First name', of: (row) => row.firstName },
  lastName: { title: 'Last name', of: (row) => row.lastName },
  email: { title: 'E-mail', of: (row) => row.email },
  phone: { title: 'Phone', of: (row) => row.phone },
  jobTitle: { title: 'Job title', of: (row) => row.jobTitle },
  company: { title: 'Company', of: (row) => row.company?.name ?? null },
  city: { title: 'Town', of: (row) => row.city },
  country: { title: 'Country', of: (row) => row.country },
  owner: { title: 'Owner', of: (row) => row.owner?.name ?? null },
  stage: { title: 'Stage', of: (row) => row.stage, derived: true },
  interest: { title: 'Interest', of: (row) => row.interest, derived: true },
  fit: { title: 'Fit', of: (row) => row.fit, derived: true },
  openDeals: { title: 'Open deals', of: (row) => row.openDeals, derived: true },
  tag: { title: 'Tags', of: (row) => namesText(row.tags), inJson: (row) => row.tags },
  createdVia: { title: 'Came by', of: (row) => row.createdVia, derived: true },
  lastAct: { title: 'Last act', of: (row) => row.lastActAt?.toISOString() ?? null, derived: true },
  created: { title: 'Created', of: (row) => row.createdAt.toISOString(), derived: true },
  changed: { title: 'Changed', of: (row) => row.changedAt.toISOString(), derived: true },
}

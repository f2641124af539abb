import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { PumpStep } from '#platform/registry'
import { textsOf } from '#workspace/fields'
import { keepSearchEntries } from '#workspace/search'

interface Row {
  id: string
  name: string
  external_id: string | null
  owner_id: string | null
  gone: boolean
  company: string | null
  person: string | null
}

/**
 * What the search box finds deals by: their name and number, their company, what the firm's own fields hold, and the person,
 * where they are of the same owner. Whoever sees the deal sees them then, and nobody learns of a person by asking for a name.
 */
export async function findAnew(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const reading = sql<Row>`
    select deal.id, deal.name, deal.external_id, deal.owner_id, deal.deleted_at is not null as gone, company.name as company,
           contact.name as person
    from deal
    left join company on company.workspace_id = deal.workspace_id and company.id = deal.company_id
    left join contact on contact.workspace_id = deal.workspace_id and contact.id = deal.contact_id
      and contact.owner_id is not distinct from deal.owner_id and contact.deleted_at is null
    where deal.id = any(${ids}::uuid[])`.execute(db)
  const [{ rows }, own] = await Promise.all([reading, textsOf(db, ids)])
  await keepSearchEntries(db, rows, (row) => ({
    record: 'deal',
    ownerId: row.owner_id,
    title: row.name,
    subtitle: row.company ?? '',
    words: [...[row.company, row.person, row.external_id], ...(own.get(row.id) ?? [])]
      .filter(Boolean)
      .join(' '),
  }))
}

/** Of what happens to people, that by which they may be called otherwise, be somebody else's or be no more. */
const renaming = new Set(['facts', 'owner', 'deleted', 'import'])

/** A person was renamed, is somebody else's or gone: their deals are found accordingly. */
export const foundStep: PumpStep = {
  name: 'deals found',
  rank: 60,
  run: async (db, { contacts }) => {
    const people = contacts.filter(({ causes }) => causes.some((cause) => renaming.has(cause)))
    if (people.length === 0) return
    const { rows } = await sql<{ id: string }>`
      select id from deal where contact_id = any(${people.map(({ id }) => id)}::uuid[]) and deleted_at is null`.execute(
      db,
    )
    await findAnew(
      db,
      rows.map(({ id }) => id),
    )
  },
}

import { sql } from 'kysely'
import { contactsNamed } from '#people/contacts'
import { uuidv7 } from '#platform/clock'
import { namesIn, namesText } from '#platform/csv'
import type { Db } from '#platform/db'
import type { ImportHow } from '#platform/registry'
import type { Stance } from './group.ts'

/** Somebody in the buying group of a deal, as a file names them. */
export type InGroup = { name: string; number: string; role: string | null; stance: Stance | null }

const stances: readonly Stance[] = ['for', 'unsure', 'against']
const mostRole = 100

/** Who takes part in deals, by deal, in the order of their names; whoever is in the bin or out of reach is in no file. */
export async function groupsOf(db: Db, dealIds: readonly string[]): Promise<Map<string, InGroup[]>> {
  const { rows } = await sql<InGroup & { deal: string }>`
    select k.deal_id as deal, p.name, coalesce(p.external_id, p.id::text) as number, k.role, k.stance
    from deal_contact k join contact p on p.workspace_id = k.workspace_id and p.id = k.contact_id and p.deleted_at is null
    where k.deal_id = any(${dealIds}::uuid[]) order by p.name_key, p.id`.execute(db)
  return Map.groupBy(rows, ({ deal }) => deal) as Map<string, InGroup[]>
}

/** One a line: name; number; role; stance. */
export const groupText = (people: readonly InGroup[]): string =>
  people
    .map(({ name, number, role, stance }) => namesText([name, number, role ?? '', stance ?? '']))
    .join('\n')

/** What `groupText` wrote; a line of a name or number alone is somebody without a role. */
export const groupIn = (cell: string): InGroup[] =>
  cell.split('\n').flatMap((line) => {
    const [name = '', number = '', role = '', stance = ''] = namesIn(line)
    if (name === '' && number === '') return []
    return [
      {
        ...{ name, number: number || name, role: role.slice(0, mostRole) || null },
        stance: stances.find((it) => it === stance.toLowerCase()) ?? null,
      },
    ]
  })

/** Puts the people of a file into their deals; who takes part already stays as sales has them. Gives the deals it added to. */
export async function bringGroups(
  db: Db,
  deals: readonly { id: string; people: readonly InGroup[] }[],
  { now, ask }: Pick<ImportHow, 'now' | 'ask'>,
): Promise<Set<string>> {
  const named = deals.flatMap(({ people }) => people.map(({ number }) => number))
  if (named.length === 0) return new Set()
  const contacts = await contactsNamed(db, named)
  for (const number of new Set(named))
    if (!contacts.has(number)) ask({ field: 'people', value: number, near: null })
  const rows = deals.flatMap(({ id, people }) =>
    people.flatMap(({ number, role, stance }) => {
      const contactId = contacts.get(number)
      return contactId ? [{ id: uuidv7(now), deal_id: id, contact_id: contactId, role, stance }] : []
    }),
  )
  if (rows.length === 0) return new Set()
  const added = await db
    .insertInto('deal_contact')
    .values(rows)
    .onConflict((on) => on.columns(['workspace_id', 'deal_id', 'contact_id']).doNothing())
    .returning('deal_id')
    .execute()
  return new Set(added.map(({ deal_id }) => deal_id))
}

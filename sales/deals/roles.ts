import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { beyondReach, type Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'

const defaults = [
  { name: 'Champion', decides: false },
  { name: 'Decision maker', decides: true },
  { name: 'Economic buyer', decides: true },
  { name: 'Influencer', decides: false },
  { name: 'User', decides: false },
  { name: 'Blocker', decides: false },
]

/** What people can take part in deals as, in order. */
export const rolesOf = (db: Db) =>
  db.selectFrom('deal_role').select(['id', 'name', 'decides']).orderBy('position').orderBy('id').execute()

/** The roles that every new firm starts with. */
export async function makeDefaultRoles(db: Db, now: Date): Promise<void> {
  await db
    .insertInto('deal_role')
    .values(defaults.map((role, position) => ({ id: uuidv7(now), ...role, position })))
    .execute()
}

const folded = (text: string) => text.trim().toLocaleLowerCase()

/** Saves the list as a whole; a renamed role is renamed in all deals, whoever sees them. */
export async function saveRoles(
  db: Db,
  given: readonly { id?: string | undefined; name: string; decides: boolean }[],
  now: Date,
): Promise<void> {
  if (new Set(given.map(({ name }) => folded(name))).size < given.length)
    throw invalid('same_role', 'Two roles have the same name.')
  await db.selectFrom('deal_role').select('id').orderBy('id').forUpdate().execute()
  const before = new Map((await rolesOf(db)).map((role) => [role.id, role]))
  const lost = given.find(({ id }) => id !== undefined && !before.has(id))
  if (lost) throw notFound('no_role', `“${lost.name}” is not among the roles any more. Load them again.`)
  const ids = given.flatMap(({ id }) => id ?? [])
  await sql`delete from deal_role where id <> all(${ids}::uuid[])`.execute(db)
  for (const [position, { id, name, decides }] of given.entries()) {
    if (id) await db.updateTable('deal_role').set({ name, decides, position }).where('id', '=', id).execute()
    else
      await db
        .insertInto('deal_role')
        .values({ id: uuidv7(now), name, decides, position })
        .execute()
  }
  const renamed = given.flatMap(({ id, name }) => {
    const was = id && before.get(id)?.name
    return was && was !== name ? [{ was, name }] : []
  })
  // All at once, so that two roles may take each other's name.
  if (renamed.length > 0)
    await beyondReach(db, () =>
      sql`
        update deal_contact k set role = n.name
        from unnest(${renamed.map(({ was }) => was)}::text[], ${renamed.map(({ name }) => name)}::text[]) as n (was, name)
        where k.role = n.was`.execute(db),
    )
}

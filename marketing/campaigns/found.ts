import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { dropSearchEntries, everybodys, putSearchEntries } from '#workspace/search'

/** What follows every change of campaigns: the search box finds the living ones by name and code. */
export async function campaignsChanged(db: Db, ids: readonly string[]): Promise<void> {
  const living = await db
    .selectFrom('campaign')
    .select(['id', 'name', 'code'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('deleted_at', 'is', null)
    .execute()
  // An undo may have taken a campaign away altogether.
  const kept = new Set(living.map(({ id }) => id))
  await dropSearchEntries(
    db,
    ids.filter((id) => !kept.has(id)),
  )
  await putSearchEntries(
    db,
    living.map(({ id, name, code }) => ({
      ...{ id, record: 'campaign', ownerId: everybodys, title: name, subtitle: code },
      words: code,
    })),
  )
}

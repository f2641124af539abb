import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { dropSearchEntries, putSearchEntries } from '#workspace/search'
import { namesOf } from './mentioning.ts'
import { withNames } from './mentions.ts'

/** What follows every change of notes: the search box finds the living ones at whom they are about. */
export async function notesChanged(db: Db, ids: readonly string[]): Promise<void> {
  const rows = await db
    .selectFrom('note')
    .select(['id', 'contact_id', 'company_id', 'deal_id', 'body', 'deleted_at'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const names = await namesOf(
    db,
    rows.map(({ body }) => body),
  )
  const living = rows.flatMap(({ id, body, deleted_at, ...row }) => {
    const ofId = row.contact_id ?? row.company_id ?? row.deal_id
    const text = withNames(body, names).replace(/\s+/g, ' ').trim()
    return ofId && !deleted_at
      ? [{ id, record: 'note', ownerId: null, ofId, title: '', subtitle: text, words: text }]
      : []
  })
  // An undo may have taken the note away altogether.
  const kept = new Set(living.map(({ id }) => id))
  await dropSearchEntries(
    db,
    ids.filter((id) => !kept.has(id)),
  )
  await putSearchEntries(db, living)
}

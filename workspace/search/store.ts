import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { searchText } from './query.ts'

export type SearchEntry = {
  /** The record's own id. */
  id: string
  record: string
  ownerId: string | null
  title: string
  subtitle: string
  /** All that it may be found by; folded here. */
  words: string
}
export type Found = { id: string; record: string; title: string; subtitle: string }

/** Writes what the search box finds, anew for each record given. */
export async function putSearchEntries(db: Db, entries: SearchEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into search_entry (id, record, owner_id, title, subtitle, words)
    select id, record, owner_id, title, subtitle, fold(words)
    from unnest(${entries.map((it) => it.id)}::uuid[], ${entries.map((it) => it.record)}::text[], ${entries.map((it) => it.ownerId)}::uuid[],
      ${entries.map((it) => it.title)}::text[], ${entries.map((it) => it.subtitle)}::text[], ${entries.map((it) => it.words)}::text[])
      as e (id, record, owner_id, title, subtitle, words)
    on conflict (workspace_id, id) do update set record = excluded.record, owner_id = excluded.owner_id,
      title = excluded.title, subtitle = excluded.subtitle, words = excluded.words`.execute(db)
}

export async function dropSearchEntries(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from search_entry where id = any(${ids}::uuid[])`.execute(db)
}

/** The best matches, best first, as far as the actor's reach goes; at most 100. */
export async function search(
  db: Db,
  typed: string,
  { records, limit, reach }: { records: readonly string[]; limit: number; reach: Actor['reach'] },
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select id, record, title, subtitle
    from search(${searchText(typed)}, ${reach?.members ?? null}::uuid[], ${reach?.unowned ?? true}, ${records}::text[], ${limit})`.execute(
    db,
  )
  return rows
}

/** Titles of records by id, for slices that may not know the records themselves; none of those out of reach. */
export async function titlesOf(
  db: Db,
  ids: readonly string[],
  reach: Actor['reach'],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const within = reach
    ? sql`and (owner_id = any(${reach.members}::uuid[]) or (owner_id is null and ${reach.unowned}))`
    : sql``
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from search_entry where id = any(${ids}::uuid[]) ${within}`.execute(db)
  return new Map(rows.map((row) => [row.id, row.title]))
}

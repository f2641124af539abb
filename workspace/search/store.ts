import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { searchText } from './query.ts'

export type SearchEntry = {
  /** The record's own id. */
  id: string
  record: string
  /** Null: nobody's, within reach of whoever sees such. */
  ownerId: string | null
  /** The record that it hangs on: it has its title and its reach. */
  ofId?: string
  title: string
  /** Of what hangs on a record its whole text, of which the place that was found is shown. */
  subtitle: string
  /** Addresses that it may be found by; folded here. */
  mail?: string
  /** All else that it may be found by beside its title; folded here. */
  words: string
}
export type Found = {
  id: string
  record: string
  title: string
  subtitle: string
  /** The record that it hangs on. */
  holder: string | null
  holderRecord: string | null
}

/** The owner of what everybody sees who may read its kind. */
export const everybodys = '00000000-0000-0000-0000-000000000000'

/** Writes what the search box finds, anew for each record given. */
export async function putSearchEntries(db: Db, entries: SearchEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`
    select put_search_entries(current_setting('baton.workspace')::int, ${entries.map((it) => it.id)}::uuid[],
      ${entries.map((it) => it.record)}::text[], ${entries.map((it) => it.ownerId)}::uuid[], ${entries.map((it) => it.ofId ?? null)}::uuid[],
      ${entries.map((it) => it.title)}::text[], ${entries.map((it) => it.subtitle)}::text[], ${entries.map((it) => it.words)}::text[],
      ${entries.map((it) => it.mail ?? '')}::text[])`.execute(db)
}

export async function dropSearchEntries(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from search_entry where id = any(${ids}::uuid[])`.execute(db)
  await sql`delete from search_word where id = any(${ids}::uuid[])`.execute(db)
}

/** Rows that changed, as they are found now: those that are gone no more, the others by what `entryOf` says. */
export async function keepSearchEntries<Row extends { id: string; gone: boolean }>(
  db: Db,
  rows: readonly Row[],
  entryOf: (row: Row) => Omit<SearchEntry, 'id'>,
): Promise<void> {
  await dropSearchEntries(
    db,
    rows.flatMap(({ id, gone }) => (gone ? id : [])),
  )
  await putSearchEntries(
    db,
    rows.flatMap((row) => (row.gone ? [] : { id: row.id, ...entryOf(row) })),
  )
}

export type Searching = {
  records: readonly string[]
  /** Kinds of records on which something that hangs there may be found. */
  holders?: readonly string[]
  limit: number
  /** Of one kind at most. */
  each?: number | undefined
  reach: Actor['reach']
  /** Whose own records come before others alike. */
  memberId?: string | null
}

/** The best matches, best first, as far as the actor's reach goes; at most 100. */
export async function search(db: Db, typed: string, it: Searching): Promise<Found[]> {
  const { records, holders = [], limit, each = limit, reach, memberId = null } = it
  const { rows } = await sql<Found>`
    select id, record, title, subtitle, holder, holder_record as "holderRecord"
    from search(${searchText(typed)}, ${memberId}::uuid, ${reach?.members ?? null}::uuid[], ${reach?.unowned ?? true},
      ${records}::text[], ${holders}::text[], ${limit}, ${each})`.execute(db)
  return rows
}

/** What is called nearly so, the nearest first; nothing that `search` finds, and nothing that hangs on a record. */
async function searchNear(db: Db, typed: string, it: Searching): Promise<Found[]> {
  const { records, limit, reach, memberId = null } = it
  const { rows } = await sql<Found>`
    select id, record, title, subtitle, null as holder, null as "holderRecord"
    from search_near(${searchText(typed)}, ${memberId}::uuid, ${reach?.members ?? null}::uuid[], ${reach?.unowned ?? true},
      ${records}::text[], ${limit})`.execute(db)
  return rows
}

/** As the search box shows it: the best, so many of a kind at most, and where they fill no kind what is called nearly so. */
export async function searchBox(
  db: Db,
  typed: string,
  it: Searching,
): Promise<{ found: Found[]; near: Found[] }> {
  const each = it.each ?? it.limit
  const found = await search(db, typed, it)
  const counts = new Map<string, number>()
  const more = ({ record }: Found) => {
    counts.set(record, (counts.get(record) ?? 0) + 1)
    return counts.get(record)!
  }
  if (found.length >= it.limit || found.filter((row) => more(row) >= each).length > 0)
    return { found, near: [] }
  const near = (await searchNear(db, typed, it)).filter((row) => more(row) <= each)
  return { found, near: near.slice(0, it.limit - found.length) }
}

/** Where in an entry a part of a word is looked for. */
export type Place = 'title' | 'mail' | 'rest'
const mostHolding = 5_000

/**
 * The records of a kind that may have this part of a word at a place, firm-wide: whoever asks for it narrows them further.
 * 'common' where so many have it that walking a list finds it soon, 'unknown' where it is too short to be looked up.
 */
export async function holding(
  db: Db,
  record: string,
  place: Place,
  part: string,
): Promise<string[] | 'common' | 'unknown'> {
  const { rows } = await sql<{ ids: string[] | null; common: boolean }>`
    select ids, common from search_part(${record}, ${place}, ${part}, ${mostHolding})`.execute(db)
  const { ids, common } = rows[0]!
  return ids ?? (common ? 'common' : 'unknown')
}

const within = (reach: Actor['reach']) =>
  reach
    ? sql`and (owner_id = any(${[...reach.members, everybodys]}::uuid[]) or (owner_id is null and ${reach.unowned}))`
    : sql``

/** Records of these kinds by id, in the order of the ids; none of those out of reach. */
export async function entriesOf(
  db: Db,
  ids: readonly string[],
  { records, reach }: { records: readonly string[]; reach: Actor['reach'] },
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select id, record, title, subtitle, null as holder, null as "holderRecord" from search_entry
    where id = any(${ids}::uuid[]) and record = any(${records}::text[]) ${within(reach)}
    order by array_position(${ids}::uuid[], id)`.execute(db)
  return rows
}

/** Titles of records by id, for slices that may not know the records themselves; none of those out of reach. */
export async function titlesOf(
  db: Db,
  ids: readonly string[],
  reach: Actor['reach'],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from search_entry where id = any(${ids}::uuid[]) and of_id is null ${within(reach)}`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.id, row.title]))
}

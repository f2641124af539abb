import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { searchText } from './query.ts'
import { search } from './store.ts'

const few = 100

/**
 * All records with these words, as a condition on a list's own ids. Rare words are looked up through the index; words
 * that many have are checked along the list's order, which then ends early.
 */
export async function matching(
  db: Db,
  typed: string,
  { record, id, reach }: { record: string; id: RawBuilder<unknown>; reach: Actor['reach'] },
): Promise<RawBuilder<unknown>> {
  const found = await search(db, typed, { records: [record], limit: few, reach })
  if (found.length < few) return sql`${id} = any(${found.map((row) => row.id)}::uuid[])`
  const text = searchText(typed)
  const holds =
    text.length < 3
      ? sql`starts_with(e.title_key, fold(${text}))`
      : sql`not exists (select from regexp_split_to_table(trim(fold(${text})), '\s+') w where position(w in e.words) = 0)`
  return sql`exists (select from search_entry e where e.id = ${id} and ${holds})`
}

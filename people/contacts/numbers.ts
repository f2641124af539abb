import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

/** Further external ids of people. */
export async function numbersOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('contact_number')
    .select(['number', 'contact_id'])
    .where(sql<boolean>`contact_id = any(${ids}::uuid[])`)
    .orderBy('id')
    .execute()
  const numbers = new Map<string, string[]>()
  for (const row of rows) numbers.set(row.contact_id, [...(numbers.get(row.contact_id) ?? []), row.number])
  return numbers
}

/** Keeps under which further external ids people stand elsewhere; gives those of whom that is news. */
export async function addNumbers(
  db: Db,
  all: readonly { contactId: string; number: string }[],
  now: Date,
): Promise<Set<string>> {
  if (all.length === 0) return new Set()
  const { rows } = await sql<{ contact_id: string }>`
    insert into contact_number (id, contact_id, number)
    select * from unnest(${all.map(() => uuidv7(now))}::uuid[], ${all.map((it) => it.contactId)}::uuid[], ${all.map((it) => it.number)}::text[])
    on conflict do nothing returning contact_id`.execute(db)
  return new Set(rows.map((row) => row.contact_id))
}

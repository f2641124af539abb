import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { longestMatched } from './adapters/pattern.ts'
import type { Field } from './contract.ts'
import type { StoredValue } from './field.ts'
import { isSeen, type Related, relatedNames } from './related.ts'
import { brokenBy } from './rules.ts'
import { firmHere } from './values.ts'

/** More values than these are not looked at, of texts fewer. */
const mostRead = 200_000
const mostTexts = 20_000
const mostNamed = 20

/** Which living records within reach have a value that breaks a rule of its field by now: they keep it. */
export async function breakingNow(
  db: Db,
  field: Field,
  now: Date,
): Promise<{ count: number; atLeast: boolean; records: Related[] }> {
  const nothing = { count: 0, atLeast: false, records: [] }
  if (Object.keys(field.rules).length === 0) return nothing
  const { today } = await firmHere(db, now)
  const most = field.type === 'text' || field.type === 'prose' ? mostTexts : mostRead
  const letters = Math.max(longestMatched, field.rules.longest ?? 0) + 1
  const { rows } = await sql<StoredValue & { record_id: string }>`
    select v.record_id, left(v.text_value, ${letters}) as text_value, v.number_value, v.time_value, v.related_id from field_value v
    where v.field_id = ${field.id} and v.place = 0
      and ${isSeen(field.record, { workspace: sql`v.workspace_id`, id: sql`v.record_id` })}
    limit ${most + 1}`.execute(db)
  const repeats = field.rules.once ? await repeatsOf(db, field) : []
  const breaking = new Set([
    ...repeats.slice(0, mostTexts),
    ...rows.flatMap((row) => (brokenBy(field, row, today) ? row.record_id : [])),
  ])
  const records = await relatedNames(db, field.record, [...breaking].slice(0, mostNamed))
  return { count: breaking.size, atLeast: rows.length > most || repeats.length > mostTexts, records }
}

/** Records whose value another has too, those of one value one after the other: first which values repeat, then who has them. */
async function repeatsOf(db: Db, { id, record }: Field): Promise<string[]> {
  const seen = isSeen(record, { workspace: sql`v.workspace_id`, id: sql`v.record_id` })
  const { rows } = await sql<{ record_id: string }>`
    with repeated as materialized (
      select text_key, number_value from field_value where field_id = ${id} group by 1, 2 having count(*) > 1 limit ${mostTexts})
    select record_id from (
      select v.record_id, v.text_key, v.number_value, count(*) over (partition by v.text_key, v.number_value) as n
      from repeated r cross join lateral (
        select * from field_value where field_id = ${id} and text_key = r.text_key
        union all select * from field_value where field_id = ${id} and number_value = r.number_value) v
      where ${seen}) those
    where n > 1 order by text_key, number_value, record_id limit ${mostTexts + 1}`.execute(db)
  return rows.map((row) => row.record_id)
}

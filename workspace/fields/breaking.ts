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
  const breaking = rows.flatMap((row) => (brokenBy(field, row, today) ? row.record_id : []))
  const records = await relatedNames(db, field.record, breaking.slice(0, mostNamed))
  return { count: breaking.length, atLeast: rows.length > most, records }
}

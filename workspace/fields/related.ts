import { type RawBuilder, sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { FormulaInput } from '#platform/registry'
import type { FieldRecord } from './contract.ts'
import { fieldsOf } from './store.ts'

/**
 * A relation names a record by its id, and its field names the table: every kind of record has a name, may lie in the bin, and
 * is seen as far as the caller's reach goes. So none of these slices is known here.
 */
const tableOf = (record: FieldRecord) => sql.table(record)
const living = (record: FieldRecord) =>
  record === 'deal' ? sql`r.deleted_at is null` : sql`r.deleted_at is null and r.merged_into is null`

/** A related record within reach: its name, and the number by which a file knows it. */
export type Related = { id: string; name: string; number: string }

/** Those of these records that are there and within reach, by name. */
export async function relatedNames(db: Db, record: FieldRecord, ids: readonly string[]): Promise<Related[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Related>`
    select r.id, r.name, coalesce(r.external_id, r.id::text) as number from ${tableOf(record)} r
    where r.id = any(${[...new Set(ids)]}::uuid[]) and ${living(record)} order by r.name_key, r.id`.execute(
    db,
  )
  return rows
}

/** Who each of these records is by now: itself, or the one that stayed where it was merged; what lies in the bin is nobody. */
export async function standingFor(
  db: Db,
  record: FieldRecord,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const table = tableOf(record)
  const merged =
    record === 'deal'
      ? sql``
      : sql`union select led.id, m.merged_into from led join ${table} m on m.id = led.at and m.deleted_at is null
          where m.merged_into is not null`
  const { rows } = await sql<{ id: string; at: string }>`
    with recursive led (id, at) as (select g, g from unnest(${[...new Set(ids)]}::uuid[]) g ${merged})
    select led.id, led.at from led join ${table} r on r.id = led.at and ${living(record)}`.execute(db)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** As a condition on an id: the record that it names is there and within reach. */
export const isSeen = (
  record: FieldRecord,
  of: { workspace: RawBuilder<unknown>; id: RawBuilder<unknown> },
): RawBuilder<boolean> =>
  sql`exists (select from ${tableOf(record)} r where r.workspace_id = ${of.workspace} and r.id = ${of.id} and ${living(record)})`

/** What the record that an id names is called, as it is sorted; null where it is not seen. */
export const relatedKey = (
  record: FieldRecord,
  of: { workspace: RawBuilder<unknown>; id: RawBuilder<unknown> },
): RawBuilder<string | null> =>
  sql`(select r.name_key from ${tableOf(record)} r where r.workspace_id = ${of.workspace} and r.id = ${of.id} and ${living(record)})`

/**
 * Records as they may be written down: by our id, their own number, a person's e-mail address, or a name that only one of them
 * has. Gives the ids by the words as they are written; what is not there or out of reach is not among them.
 */
export async function relatedTo(
  db: Db,
  record: FieldRecord,
  words: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(words.map((word) => word.trim()).filter(Boolean))]
  if (wanted.length === 0) return new Map()
  const [table, isLiving] = [tableOf(record), living(record)]
  const byAddress =
    record === 'contact'
      ? sql`union all select n.word, r.id, 3 from named n join ${table} r on r.email_key = n.address and ${isLiving}`
      : sql``
  const { rows } = await sql<{ word: string; id: string }>`
    with named as (select w as word, fold(w) as key, lower(w) as address from unnest(${wanted}::text[]) w)
    select word, id from (
      select r.id::text as word, r.id, 1 as rank from ${table} r
        where r.id = any(${wanted.filter(isUuidv7)}::uuid[]) and ${isLiving}
      union all select n.word, r.id, 2 from named n join ${table} r on r.external_id = n.word and ${isLiving}
      ${byAddress}
      union all select n.word, (array_agg(r.id))[1], 4 from named n join ${table} r on r.name_key = n.key and ${isLiving}
        group by n.word having count(*) = 1
    ) found order by rank desc`.execute(db)
  return new Map(rows.map(({ word, id }) => [word, id]))
}

/**
 * Whom rows of a file name in custom fields of theirs, as ids; asked when the rows stand, since one may name another. What is
 * not there or out of reach is told to `ask` and left out.
 */
export async function relatedIn(
  db: Db,
  record: FieldRecord,
  rows: readonly { related?: Readonly<Record<string, string>> | undefined }[],
  ask: (unknown: { field: string; value: string; near: null }) => void,
): Promise<Record<string, string>[]> {
  const found = rows.map((): Record<string, string> => ({}))
  if (!rows.some(({ related = {} }) => Object.keys(related).length > 0)) return found
  for (const { key, label, relatesTo } of await fieldsOf(db, record)) {
    const words = rows.flatMap(({ related }) => related?.[key] ?? [])
    if (!relatesTo || words.length === 0) continue
    const ids = await relatedTo(db, relatesTo, words)
    for (const [n, { related }] of rows.entries()) {
      const word = related?.[key]?.trim()
      const id = word && ids.get(word)
      if (id) found[n]![key] = id
      else if (word) ask({ field: `custom.${label}`, value: word, near: null })
    }
  }
  return found
}

/** The title of the column beside a relation that says which of two of one name is meant. */
export const byNumber = (label: string): string => `${label} (id)`

/** What formulas read of records beyond their own fields: of each input a column by its name, of amounts the currency beside it. */
export async function relatedFacts(
  db: Db,
  record: FieldRecord,
  ids: readonly string[],
  inputs: readonly FormulaInput[],
): Promise<({ id: string } & Record<string, unknown>)[]> {
  const { zone } = await db.selectFrom('workspace').select('zone').executeTakeFirstOrThrow()
  const columns = inputs.flatMap(({ name, by, currency }) => [
    sql`, ${by(zone)} as ${sql.ref(name)}`,
    ...(currency ? [sql`, ${currency} as ${sql.ref(`${name} in`)}`] : []),
  ])
  const id = sql.ref(`${record}.id`)
  const { rows } = await sql<{ id: string } & Record<string, unknown>>`
    select ${id} as id${sql.join(columns, sql``)} from ${tableOf(record)} where ${id} = any(${ids}::uuid[])`.execute(
    db,
  )
  return rows
}

/** Records that are there, in the order of their ids after one of them; all of them counted. */
export async function nextOf(
  db: Db,
  record: FieldRecord,
  after: string | null,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from ${tableOf(record)} r where ${living(record)}
      and r.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid order by r.id limit ${most}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}
export async function countOf(db: Db, record: FieldRecord): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${tableOf(record)} r where ${living(record)}`.execute(db)
  return rows[0]!.n
}

type Referring = {
  fieldId: string
  label: string
  record: FieldRecord
  count: number
  records: Related[]
}

/** Who names a record, by the field they name it in: how many there are within reach, and the first of them by name. */
export async function referringTo(
  db: Db,
  fields: readonly { id: string; label: string; record: FieldRecord }[],
  relatedId: string,
  most: number,
): Promise<Referring[]> {
  const found: Referring[] = []
  for (const { id, label, record } of fields) {
    const { rows } = await sql<Related & { count: number }>`
      select r.id, r.name, coalesce(r.external_id, r.id::text) as number, count(*) over ()::int as count
      from field_value v join ${tableOf(record)} r on r.workspace_id = v.workspace_id and r.id = v.record_id and ${living(record)}
      where v.related_id = ${relatedId} and v.field_id = ${id} order by r.name_key, r.id limit ${most}`.execute(
      db,
    )
    if (rows.length > 0)
      found.push({
        fieldId: id,
        ...{ label, record, count: rows[0]!.count },
        records: rows.map(({ count: _, ...it }) => it),
      })
  }
  return found
}

import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { type Field, hasChoices } from './contract.ts'
import {
  type FieldInput,
  type Here,
  isSame,
  refuseValue,
  type StoredValue,
  shownValue,
  storedValue,
} from './field.ts'
import { type Claim, refuseTaken, withThirds } from './once.ts'
import { relatedNames, relatedTo } from './related.ts'
import { brokenBy } from './rules.ts'
import { fieldsOf } from './store.ts'

type Change = { recordId: string; values: Readonly<Record<string, FieldInput>> }
/** `read`: with its field's words before. */
type How = { read?: boolean }

/**
 * Writes custom values of records, set-based: `values` by field key; null clears. An unknown key and a value that does
 * not fit its field are refused; a retired choice too, unless the record has it or it was `read` with its field's words
 * before. Gives the values as they are kept, in the order of the changes; not those that speak of another record.
 */
export async function setFieldValues(
  db: Db,
  record: Field['record'],
  changes: Change[],
  now: Date,
  how: How = {},
): Promise<Record<string, FieldInput>[]> {
  if (changes.every((it) => Object.keys(it.values).length === 0)) return changes.map(() => ({}))
  const { country, today } = await firmHere(db, now)
  const byKey = new Map((await fieldsOf(db, record)).map((field) => [field.key, field]))
  const named = ({ key }: Field) => changes.some(({ values }) => Object.hasOwn(values, key))
  const held = [...byKey.values()].some((field) => named(field) && isHeldLookedAt(field, how))
    ? await fieldValues(
        db,
        changes.map((it) => it.recordId),
      )
    : new Map<string, Record<string, FieldInput>>()
  const worded = await wordsAround(db, [...byKey.values()].filter(named), { changes, held }, how)
  /** What a record has of a field beyond so many values goes. */
  const ended: { record: string; field: string; from: number }[] = []
  const written: { record: string; field: string; place: number; value: StoredValue }[] = []
  const claims: Claim[] = []
  const kept = changes.map(({ recordId, values }) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([key, input]) => {
        const field = byKey.get(key)
        if (!field) throw invalid('unknown_field', `There is no field “${key}”.`)
        refuseComputed(field)
        const words = worded(field, recordId, input)
        if (!words) return []
        const stored = storedValue(words, input, country)
        const wanted = stored[0] && !how.read ? brokenBy(field, stored[0], today) : null
        // Who has it already keeps it, as a value that was there before the rule.
        const isKept = isSame(shownValue(field.type, stored), held.get(recordId)?.[key])
        if (wanted && !isKept) refuseValue(field, wanted)
        if (field.rules.once && stored[0] && !isKept) claims.push({ field, recordId, value: stored[0] })
        for (const [place, value] of stored.entries())
          written.push({ record: recordId, field: field.id, place, value })
        if (stored.length === 0 || field.type === 'choices')
          ended.push({ record: recordId, field: field.id, from: stored.length })
        return field.type === 'relation' ? [] : [[key, shownValue(field.type, stored)]]
      }),
    ),
  )
  await refuseTaken(
    db,
    record,
    claims,
    ended.map((it) => ({ recordId: it.record, field: { id: it.field } })),
  )
  await writeValues(db, written, ended, now)
  return kept
}

/** Whether it matters what records have of a field: choices that were retired, and values from before a rule, stay. */
const isHeldLookedAt = ({ type, rules }: Field, { read }: How) =>
  type === 'choices' || rules.once === true || (!read && Object.keys(rules).length > 0)

/** Nobody writes what is computed. */
function refuseComputed({ record, key, label, formula }: Field): void {
  if (formula === null) return
  throw invalid('computed_field', `“${label}” is computed and can’t be written. Leave it out.`, {
    fields: { [`${record === 'deal' ? 'fields' : 'custom'}.${key}`]: 'It is computed' },
  })
}

/** Writes values into their places, and takes away what a record has of a field from a place on. */
export async function writeValues(
  db: Db,
  written: readonly { record: string; field: string; place: number; value: StoredValue }[],
  ended: readonly { record: string; field: string; from: number }[],
  now: Date,
): Promise<void> {
  if (ended.length > 0)
    await sql`
      delete from field_value v using unnest(${ended.map((it) => it.record)}::uuid[], ${ended.map((it) => it.field)}::uuid[],
        ${ended.map((it) => it.from)}::smallint[]) as e (record_id, field_id, place)
      where v.record_id = e.record_id and v.field_id = e.field_id and v.place >= e.place`.execute(db)
  if (written.length > 0)
    await sql`
      insert into field_value (id, record_id, field_id, place, text_value, number_value, time_value, related_id)
      select * from unnest(${written.map(() => uuidv7(now))}::uuid[], ${written.map((it) => it.record)}::uuid[],
        ${written.map((it) => it.field)}::uuid[], ${written.map((it) => it.place)}::smallint[], ${written.map((it) => it.value.text_value)}::text[],
        ${written.map((it) => it.value.number_value)}::float8[], ${written.map((it) => it.value.time_value)}::timestamptz[],
        ${written.map((it) => it.value.related_id)}::uuid[])
      on conflict (workspace_id, record_id, field_id, place) do update
      set text_value = excluded.text_value, number_value = excluded.number_value, time_value = excluded.time_value,
          related_id = excluded.related_id`.execute(db)
}

/**
 * Fields with the words that one record may have of them beyond those that are offered: choices retired since, members who
 * left, records within reach that are named. Null: the value is left out, as of who names themselves in a file.
 */
async function wordsAround(
  db: Db,
  fields: readonly Field[],
  { changes, held }: { changes: readonly Change[]; held: ReadonlyMap<string, Record<string, FieldInput>> },
  how: How,
) {
  const related = new Map<string, Map<string, string>>()
  for (const { key, relatesTo } of fields) {
    if (!relatesTo) continue
    const words = changes.flatMap(({ values }) => (typeof values[key] === 'string' ? [values[key]] : []))
    related.set(key, await relatedTo(db, relatesTo, words))
  }
  return (field: Field, recordId: string, input: FieldInput): Field | null => {
    const { key, type } = field
    if (type === 'relation') {
      const word = typeof input === 'string' ? input.trim() : ''
      const id = related.get(key)?.get(word)
      const isOther = id !== undefined && id !== recordId
      if (word && !isOther && how.read) return null
      return { ...field, options: isOther ? [{ value: id, label: word, gone: false }] : [] }
    }
    if (type === 'member')
      return how.read ? field : { ...field, options: field.options.filter(({ gone }) => !gone) }
    if (!hasChoices(type)) return field
    const more = how.read ? input : type === 'choices' ? held.get(recordId)?.[key] : null
    return more == null
      ? field
      : { ...field, choices: [...new Set([...field.choices, ...[more].flat().map(String)])] }
  }
}

/** Custom values by record and field key; archived fields are left out, and relations to what is gone or out of reach. */
export async function fieldValues(
  db: Db,
  recordIds: readonly string[],
): Promise<Map<string, Record<string, FieldInput>>> {
  const found = new Map<string, Record<string, FieldInput>>()
  if (recordIds.length === 0) return found
  const { rows } = await sql<
    { record_id: string; key: string; type: Field['type']; relates_to: Field['relatesTo'] } & StoredValue
  >`select v.record_id, f.key, f.type, f.relates_to, v.text_value, v.number_value, v.time_value, v.related_id
    from unnest(${recordIds}::uuid[]) as r (id)
    cross join lateral (select * from field_value where record_id = r.id offset 0) v
    join field f on f.id = v.field_id
    where f.archived_at is null order by v.place`.execute(db)
  const seen = await seenAmong(db, rows)
  const shown = rows.filter(({ related_id }) => related_id === null || seen.has(related_id))
  for (const [id, theirs] of Map.groupBy(shown, (row) => row.record_id)) {
    const byField = Map.groupBy(theirs, (row) => row.key)
    found.set(
      id,
      Object.fromEntries([...byField].map(([key, values]) => [key, shownValue(values[0]!.type, values)])),
    )
  }
  return found
}

async function seenAmong(
  db: Db,
  rows: readonly { relates_to: Field['relatesTo']; related_id: string | null }[],
): Promise<Set<string>> {
  const seen = new Set<string>()
  for (const [record, theirs] of Map.groupBy(rows, (row) => row.relates_to)) {
    if (!record) continue
    const ids = theirs.flatMap(({ related_id }) => related_id ?? [])
    for (const { id } of await relatedNames(db, record, ids)) seen.add(id)
  }
  return seen
}

/** The keys of the fields in which records have anything, also where whoever asks does not see what. */
export async function filledFields(db: Db, recordIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ id: string; keys: string[] }>`
    select v.record_id as id, array_agg(distinct f.key) as keys from field_value v join field f on f.id = v.field_id
    where v.record_id = any(${recordIds}::uuid[]) group by v.record_id`.execute(db)
  return new Map(rows.map(({ id, keys }) => [id, new Set(keys)]))
}

/**
 * After a merge the winner keeps its own values, but for those of `keys`, and takes what it lacks from the loser, retired
 * choices too, but nothing that may be there only once and a third has; what is computed is computed anew. Nobody is related to
 * themselves afterwards. Part of the merge's operation, so that separating the two takes it all back.
 */
export async function takeValues(
  db: Db,
  it: { record: Field['record']; winnerId: string; loserId: string; keys: readonly string[] },
  now: Date,
): Promise<void> {
  const { winnerId, loserId, keys } = it
  const stays = await withThirds(db, it.record, it)
  await sql`delete from field_value where record_id = ${winnerId} and related_id = ${winnerId}`.execute(db)
  await sql`
    delete from field_value w using field f where w.record_id = ${winnerId} and f.id = w.field_id
      and f.key = any(${keys}::text[]) and f.archived_at is null and f.formula is null and f.id <> all(${stays}::uuid[])
      and exists (select from field_value l where l.record_id = ${loserId} and l.field_id = w.field_id
        and l.related_id is distinct from ${winnerId}::uuid)`.execute(db)
  const { rows } = await sql<{ field_id: string; place: number } & StoredValue>`
    select field_id, place, text_value, number_value, time_value, related_id from field_value l
    where record_id = ${loserId} and field_id in (select id from field where formula is null) and field_id <> all(${stays}::uuid[])
      and related_id is distinct from ${winnerId}::uuid and not exists (select from field_value w where w.record_id = ${winnerId} and w.field_id = l.field_id)`.execute(
    db,
  )
  if (rows.length === 0) return
  await db
    .insertInto('field_value')
    .values(rows.map((row) => ({ ...row, id: uuidv7(now), record_id: winnerId })))
    .execute()
}

/**
 * What fields of records hold that is written freely, for whoever looks one up by a part of it: of phone numbers the digits.
 * Retired fields may come back.
 */
export async function textsOf(db: Db, recordIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; texts: string[] }>`
    select v.record_id as id,
      array_agg(case f.type when 'phone' then regexp_replace(v.text_value, '[^0-9]', '', 'g') else v.text_value end) as texts
    from field_value v
    join field f on f.workspace_id = v.workspace_id and f.id = v.field_id
    where v.record_id = any(${recordIds}::uuid[]) and v.field_id = any(array(
      select id from field where type in ('text', 'prose', 'url', 'phone', 'email')))
    group by 1`.execute(db)
  return new Map(rows.map(({ id, texts }) => [id, texts]))
}

/** Where the firm is, by ISO 3166, and its day. */
export async function firmHere(db: Db, now: Date): Promise<Here> {
  const firm = await db.selectFrom('workspace').select(['region', 'zone']).executeTakeFirstOrThrow()
  return { country: firm.region.slice(0, 2), today: dayIn(firm.zone, now) }
}

/** The calendar day of an instant, `2026-11-24`. */
export const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at)

import { sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import { invalid, type KnownBy } from '#platform/http'
import type { Field, FieldRecord } from './contract.ts'
import { type FieldInput, type StoredValue, shownValue, storedValue } from './field.ts'
import { onceFields, said } from './once.ts'
import { relatedNames, standingFor } from './related.ts'

/** What a row of a file says in a field that takes each value only once; `key` is the same for whoever says the same. */
export type SaidOnce = { field: Field; value: StoredValue; key: OnceKey; textKey: string | null }
type OnceKey = `o ${string}`
type Row = { custom: Readonly<Record<string, FieldInput>> }
type Who = { id: string; name: string }
/** Who has a value themselves, else who stayed where somebody who had it was merged. */
type Holders = { who: Who[]; isTheirs: boolean }
/** What else a row says of whom it is about, in words, and whom that leads to. */
type Proof = { words: string; who: readonly Who[] }

/** What rows say in fields that take each value only once, the fields in their order. */
export async function saidOnce(db: Db, record: FieldRecord, rows: readonly Row[]): Promise<SaidOnce[][]> {
  const fields = await onceFields(db, record)
  if (!rows.some(({ custom }) => fields.some(({ key }) => Object.hasOwn(custom, key))))
    return rows.map(() => [])
  const { region } = await db.selectFrom('workspace').select('region').executeTakeFirstOrThrow()
  const all = rows.map(({ custom }) =>
    fields.flatMap((field) =>
      storedValue(field, custom[field.key] ?? null, region.slice(0, 2)).map((value) => ({ field, value })),
    ),
  )
  const texts = [...new Set(all.flat().flatMap(({ value }) => value.text_value ?? []))]
  const { rows: folded } = await sql<{ text: string; key: string }>`
    select t as text, left(fold(t), 200) as key from unnest(${texts}::text[]) t`.execute(db)
  const keys = new Map(folded.map(({ text, key }) => [text, key]))
  return all.map((values) =>
    values.map((it) => {
      const textKey = it.value.text_value === null ? null : (keys.get(it.value.text_value) ?? null)
      return { ...it, textKey, key: onceKey(it.field.id, textKey, it.value.number_value) }
    }),
  )
}

/** The same for whoever has the same value in a field. */
export const onceKey = (fieldId: string, textKey: string | null, number: number | null): OnceKey =>
  `o ${fieldId} ${textKey ?? number}`

/** The first of them as a text: what somebody is called of whom nothing else is known. */
export const shownOnce = ([first]: readonly SaidOnce[]): string | null =>
  first ? String(shownValue(first.field.type, [first.value])) : null

/** Who has what rows say, by its key: the living within reach. */
export async function holdersOf(
  db: Db,
  record: FieldRecord,
  all: readonly SaidOnce[],
): Promise<Map<string, Holders>> {
  if (all.length === 0) return new Map()
  const [found, standing] = await beyondReach(db, async () => {
    const { rows } = await sql<{ key: string; id: string }>`
      select w.key, v.record_id as id
      from unnest(${all.map(({ key }) => key)}::text[], ${all.map(({ field }) => field.id)}::uuid[],
        ${all.map(({ textKey }) => textKey)}::text[], ${all.map(({ value }) => value.number_value)}::float8[])
        as w (key, field_id, text_key, number_value)
      cross join lateral (
        select record_id from field_value where field_id = w.field_id and text_key = w.text_key
        union all select record_id from field_value where field_id = w.field_id and number_value = w.number_value) v`.execute(
      db,
    )
    const ids = rows.map(({ id }) => id)
    return [rows, await standingFor(db, record, ids)] as const
  })
  const named = new Map(
    (await relatedNames(db, record, [...standing.values()])).map(({ id, name }) => [id, { id, name }]),
  )
  return new Map(
    [...Map.groupBy(found, ({ key }) => key)].map(([key, rows]) => {
      const theirs = rows.filter(({ id }) => standing.get(id) === id)
      const ids = new Set((theirs.length > 0 ? theirs : rows).map(({ id }) => standing.get(id) ?? ''))
      const who = [...ids].flatMap((id) => named.get(id) ?? [])
      return [key, { who, isTheirs: theirs.length > 0 }]
    }),
  )
}

/**
 * Whom a row is about by these values, and why it can't be told: they lead to more than one, or to another than what else it
 * says. Null: they lead to nobody.
 */
export function ledBy(
  all: readonly SaidOnce[],
  holders: ReadonlyMap<string, Holders>,
  others: readonly Proof[],
): { id: string | null; problem: string | null } {
  const own = all.map((it): Proof => ({ words: wordsOf(it), who: holders.get(it.key)?.who ?? [] }))
  const [first, ...further] = own.filter(({ who }) => who.length > 0)
  if (!first) return { id: null, problem: null }
  let among = first.who
  for (const { words, who } of [...further, ...others]) {
    if (who.length === 0) continue
    const both = among.filter(({ id }) => who.some((it) => it.id === id))
    if (both.length === 0) {
      const problem = `${first.words} leads to ${among[0]!.name}, ${words} to ${who[0]!.name}. Correct the one that is wrong.`
      return { id: null, problem }
    }
    among = both
  }
  const [one, two] = among
  if (!two) return { id: one!.id, problem: null }
  const problem = `${first.words} is of ${one!.name} and of ${two.name}. Give each their own first.`
  return { id: null, problem }
}

const wordsOf = (it: SaidOnce) => `${said(it)} in “${it.field.label}”`

const nobody: Holders = { who: [], isTheirs: true }

/** What a row writes: not what led to who stayed in a merge, as they need not have it themselves. */
export const withoutLed = (
  { custom }: Row,
  all: readonly SaidOnce[],
  holders: ReadonlyMap<string, Holders>,
): Record<string, FieldInput> => {
  const isLed = ({ isTheirs, who }: Holders) => !isTheirs && who.length > 0
  const led = new Set(all.flatMap(({ field, key }) => (isLed(holders.get(key) ?? nobody) ? field.key : [])))
  return Object.fromEntries(Object.entries(custom).filter(([key]) => !led.has(key)))
}

/** Whether one of these records has another value than a row says, and so is another, whatever else is alike. */
export async function othersAmong(
  db: Db,
  ids: readonly string[],
  all: readonly SaidOnce[],
): Promise<(id: string, all: readonly SaidOnce[]) => boolean> {
  if (ids.length === 0 || all.length === 0) return () => false
  const { rows } = await sql<{ id: string; field: string; text: string | null; number: number | null }>`
    select record_id as id, field_id as field, text_key as text, number_value as number from field_value
    where record_id = any(${ids}::uuid[]) and field_id = any(${[...new Set(all.map(({ field }) => field.id))]}::uuid[])`.execute(
    db,
  )
  const held = new Map(
    rows.map(({ id, field, text, number }) => [`${id} ${field}`, onceKey(field, text, number)]),
  )
  return (id, its) => its.some(({ field, key }) => (held.get(`${id} ${field.id}`) ?? key) !== key)
}

type Sent = { custom?: Values | undefined; fields?: Values | undefined }
type Values = Readonly<Record<string, FieldInput>>

/** How records that a program sends are known by what they say in one of these fields. */
export async function knownByOnce<Record extends Sent>(
  db: Db,
  record: FieldRecord,
  key: string | undefined,
): Promise<KnownBy<Record> | null> {
  if (key === undefined) return null
  const field = (await onceFields(db, record)).find((it) => it.key === key)
  if (!field)
    throw invalid('no_such_key', `“${key}” is no field that takes each value only once.`, {
      fields: { by: 'Name the key of a field with the rule “once”' },
    })
  const at = record === 'deal' ? 'fields' : 'custom'
  return {
    said: (it) => it[at]?.[key]?.toString().trim().toLowerCase() || null,
    find: async (records) => {
      const rows = records.map((it) => ({ custom: { [key]: it[at]?.[key] ?? null } }))
      const all = await saidOnce(db, record, rows)
      const holders = await holdersOf(db, record, all.flat())
      return records.map((it, n) => {
        const said = all[n]!.filter((one) => one.field.key === key)
        const { id, problem } = ledBy(said, holders, [])
        if (problem) throw invalid('value_repeated', problem, { fields: { [`${at}.${key}`]: problem } })
        const custom = id ? withoutLed({ custom: it[at] ?? {} }, said, holders) : it[at]
        return { id, record: { ...it, [at]: custom } }
      })
    },
  }
}

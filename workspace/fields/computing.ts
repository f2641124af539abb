import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { FormulaInput } from '#platform/registry'
import { Money, type Value } from './adapters/formula.ts'
import { computeAll, dayIn, inOrder, isComputable } from './computed.ts'
import type { Field, FieldRecord } from './contract.ts'
import { type FieldInput, isSame, type StoredValue, storedValue } from './field.ts'
import { relatedFacts } from './related.ts'
import { fieldsOf } from './store.ts'
import { fieldValues, writeValues } from './values.ts'

/** Whether a kind of record has any computed field. */
const areComputed = async (db: Db, record: FieldRecord): Promise<boolean> =>
  (await db
    .selectFrom('field')
    .select('id')
    .where('record', '=', record)
    .where('formula', 'is not', null)
    .where('archived_at', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined

/**
 * Computes the computed fields of records anew, in the transaction that changed what they read; gives by record what reads
 * otherwise now. Every change of a record ends here.
 */
export async function recompute(
  db: Db,
  record: FieldRecord,
  ids: readonly string[],
  builtIns: readonly FormulaInput[],
): Promise<Map<string, Record<string, FieldInput>>> {
  const changed = new Map<string, Record<string, FieldInput>>()
  if (ids.length === 0 || !(await areComputed(db, record))) return changed
  const fields = await fieldsOf(db, record)
  const computing = inOrder(fields, builtIns)
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const [own, builtIn] = [await fieldValues(db, ids), await factsOf(db, record, ids, builtIns)]
  const written: { record: string; field: string; place: number; value: StoredValue }[] = []
  const ended: { record: string; field: string; from: number }[] = []
  for (const [id, facts] of builtIn) {
    const held = own.get(id) ?? {}
    for (const [key, { value }] of Object.entries(
      computeAll(computing, fields, builtIns, { builtIn: facts, own: held }),
    )) {
      if (isSame(held[key] ?? null, value)) continue
      const field = byKey.get(key)!
      const [stored] = value === null ? [] : storedValue(field, value, '')
      if (stored) written.push({ record: id, field: field.id, place: 0, value: stored })
      else ended.push({ record: id, field: field.id, from: 0 })
      changed.set(id, { ...changed.get(id), [key]: value })
    }
  }
  await writeValues(db, written, ended, await nowIn(db))
  return changed
}

/** Why computed fields of a record are empty, by key, in words. */
export async function reasonsOf(
  db: Db,
  record: FieldRecord,
  id: string,
  builtIns: readonly FormulaInput[],
): Promise<{ key: string; reason: string }[]> {
  const fields = await fieldsOf(db, record)
  const [own, builtIn] = [await fieldValues(db, [id]), await factsOf(db, record, [id], builtIns)]
  const found = computeAll(inOrder(fields, builtIns), fields, builtIns, {
    builtIn: builtIn.get(id) ?? {},
    own: own.get(id) ?? {},
  })
  return Object.entries(found).flatMap(([key, { reason }]) => (reason === null ? [] : [{ key, reason }]))
}

/** Refuses a formula that can't be, or gives something else than the field holds. */
export async function checkFormula(
  db: Db,
  field: Pick<Field, 'record' | 'label' | 'type' | 'formula'> & { id?: string; key?: string },
  builtIns: readonly FormulaInput[],
): Promise<void> {
  if (field.formula === null) return
  const words = isComputable(field.type) ? null : 'Numbers, money, days, texts and yes or no can be computed.'
  const others = (await fieldsOf(db, field.record)).filter(({ id }) => id !== field.id)
  const it = { ...{ id: 'new', key: 'new', currency: null }, ...field }
  const gives = words ? { problem: words } : formulaOf(it, others, builtIns)
  if ('problem' in gives) throw invalid('bad_formula', gives.problem, { fields: { formula: gives.problem } })
  if (gives.type !== field.type) {
    const problem = `It gives ${typeWords[gives.type]}, and the field holds ${typeWords[field.type as typeof gives.type]}.`
    throw invalid('bad_formula', problem, { fields: { formula: problem } })
  }
}

export const typeWords = {
  number: 'a number',
  money: 'money',
  date: 'a day',
  text: 'a text',
  yesno: 'yes or no',
}

/** What a formula gives, or what is wrong with it. */
export function formulaOf(
  field: Parameters<typeof inOrder>[0][number],
  others: Parameters<typeof inOrder>[0],
  builtIns: readonly FormulaInput[],
): { type: keyof typeof typeWords } | { problem: string } {
  const all = inOrder([...others, field], builtIns)
  const circle = all.find((one) => 'problem' in one && one.circle)
  const it = circle ?? all.find((one) => one.field === field)!
  return 'problem' in it ? { problem: it.problem } : { type: it.formula.type }
}

/** Built-in facts of records that are there, as formulas read them. */
async function factsOf(
  db: Db,
  record: FieldRecord,
  ids: readonly string[],
  builtIns: readonly FormulaInput[],
): Promise<Map<string, Record<string, Value | null>>> {
  const rows = await relatedFacts(db, record, ids, builtIns)
  return new Map(
    rows.map(({ id, ...row }) => [
      id,
      Object.fromEntries(
        builtIns.map(({ name, type }): [string, Value | null] => {
          const value = row[name] ?? null
          if (value === null) return [name, null]
          if (type === 'money') return [name, new Money(Number(value), String(row[`${name} in`]))]
          if (type === 'date') return [name, dayIn(String(value))]
          return [name, type === 'number' ? Number(value) : String(value)]
        }),
      ),
    ]),
  )
}

async function nowIn(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select current_setting('baton.now')::timestamptz as now`.execute(
    db,
  )
  return rows[0]!.now
}

/** The records of this kind whose own fields an undo put back; those that are gone again are found by the change log. */
export async function recordsWith(
  db: Db,
  record: FieldRecord,
  valueIds: readonly string[],
): Promise<{ id: string; key: string; relates: boolean }[]> {
  const { rows } = await sql<{ id: string; key: string; relates: boolean }>`
    select distinct touched.record_id as id, f.key, f.type = 'relation' as relates from (
      select record_id, field_id from field_value where id = any(${valueIds}::uuid[])
      union
      select (coalesce(after, before) ->> 'record_id')::uuid, (coalesce(after, before) ->> 'field_id')::uuid from change
      where row_id = any(${valueIds}::uuid[]) and table_name = 'field_value' and coalesce(after, before) ? 'record_id'
    ) touched join field f on f.id = touched.field_id and f.record = ${record}`.execute(db)
  return rows
}

/** Begins to compute a formula for the records that are there; until it is done they have none or the old value. */
export async function beginComputing(db: Db, field: Pick<Field, 'id' | 'record'>, total: number, now: Date) {
  await db.deleteFrom('field_computing').where('field_id', '=', field.id).execute()
  await db
    .insertInto('field_computing')
    .values({ id: uuidv7(now), field_id: field.id, after_id: null, done: 0, total, started_at: now })
    .execute()
}

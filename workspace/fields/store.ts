import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'
import { type Field, hasChoices } from './contract.ts'
import { type FieldInput, keyFor, type StoredValue, shownValue, storedValue } from './field.ts'

const columns = [
  'id',
  'record',
  'key',
  'label',
  'type',
  'choices',
  'currency',
  'role',
  'role_reason as roleReason',
  'position',
  'archived_at as archivedAt',
] as const

/** The custom fields of a kind of record in their order; archived ones only when asked for. */
export async function fieldsOf(
  db: Db,
  record?: Field['record'] | undefined,
  { archived = false }: { archived?: boolean | undefined } = {},
): Promise<Field[]> {
  const rows = await db
    .selectFrom('field')
    .select(columns)
    .$if(record !== undefined, (it) => it.where('record', '=', record!))
    .$if(!archived, (it) => it.where('archived_at', 'is', null))
    .orderBy('record')
    .orderBy('position')
    .orderBy('key')
    .execute()
  const members = rows.some(({ type }) => type === 'member') ? await memberOptions(db) : []
  return rows.map((row) => ({
    ...row,
    options:
      row.type === 'member'
        ? members
        : row.choices.map((choice) => ({ value: choice, label: choice, gone: false })),
  }))
}

/** Members by name; of two of one name the address tells which is meant. */
async function memberOptions(db: Db): Promise<Field['options']> {
  const members = await db
    .selectFrom('member')
    .select(['id', 'name', 'email', 'status'])
    .orderBy('name')
    .orderBy('id')
    .execute()
  const named = Map.groupBy(members, ({ name }) => name.trim().toLowerCase())
  return members.map(({ id, name, email, status }) => ({
    value: id,
    label: named.get(name.trim().toLowerCase())!.length > 1 ? `${name} (${email ?? id.slice(-6)})` : name,
    gone: status === 'left',
  }))
}

export async function findField(db: Db, id: string): Promise<Field> {
  const field = (await fieldsOf(db, undefined, { archived: true })).find((it) => it.id === id)
  if (!field) throw notFound('no_field', 'There is no such field.')
  return field
}

export type NewField = {
  record: Field['record']
  label: string
  type: Field['type']
  choices?: string[] | undefined
  currency?: string | undefined
  role?: Field['role'] | undefined
  roleReason?: string | null | undefined
}

/** Adds a custom field at the end of the list; its key is made from its label. */
export async function createField(db: Db, field: NewField, now: Date): Promise<Field> {
  checkRole(field)
  const choices = [...new Set(field.choices ?? [])]
  if (hasChoices(field.type) && choices.length === 0)
    throw invalid('no_choices', 'Name at least one choice.', { fields: { choices: 'Name at least one' } })
  const others = await fieldsOf(db, field.record, { archived: true })
  const id = uuidv7(now)
  await db
    .insertInto('field')
    .values({
      id,
      record: field.record,
      key: keyFor(field.label, new Set(others.map((it) => it.key))),
      label: field.label,
      type: field.type,
      choices: hasChoices(field.type) ? choices : [],
      currency: field.type === 'money' ? (field.currency ?? (await firmCurrency(db))) : null,
      role: field.role ?? 'plain',
      role_reason: field.roleReason ?? null,
      position: Math.max(0, ...others.map((it) => it.position)) + 1,
      created_at: now,
    })
    .execute()
  return findField(db, id)
}

/** Refuses a role without its reason: whoever meets the refusal in a score rule reads it. */
export function checkRole({ role, roleReason }: Pick<NewField, 'role' | 'roleReason'>): void {
  if (role && role !== 'plain' && !roleReason?.trim())
    throw invalid('role_without_reason', 'Say why no score rule may read this field.', {
      fields: { roleReason: 'Say why' },
    })
}

/**
 * Writes custom values of records, set-based: `values` by field key; null clears. An unknown key and a value that does
 * not fit its field are refused; a retired choice too, unless the record has it or it was `read` with its field's words
 * before. Gives the values as they are kept, in the order of the changes.
 */
export async function setFieldValues(
  db: Db,
  record: Field['record'],
  changes: { recordId: string; values: Readonly<Record<string, FieldInput>> }[],
  now: Date,
  { read = false }: { read?: boolean } = {},
): Promise<Record<string, FieldInput>[]> {
  if (changes.every((it) => Object.keys(it.values).length === 0)) return changes.map(() => ({}))
  const country = await firmCountry(db)
  const byKey = new Map((await fieldsOf(db, record)).map((field) => [field.key, field]))
  const several = [...byKey.values()].filter(
    ({ key, type }) => type === 'choices' && changes.some(({ values }) => Object.hasOwn(values, key)),
  )
  const held =
    several.length > 0
      ? await fieldValues(
          db,
          changes.map((it) => it.recordId),
        )
      : new Map()
  const withWords = (field: Field, recordId: string, input: FieldInput): Field => {
    if (field.type === 'member')
      return read ? field : { ...field, options: field.options.filter(({ gone }) => !gone) }
    if (!hasChoices(field.type)) return field
    const more = read ? input : field.type === 'choices' ? held.get(recordId)?.[field.key] : null
    return more == null ? field : { ...field, choices: [...new Set([...field.choices, ...[more].flat()])] }
  }
  /** What a record has of a field beyond so many values goes. */
  const ended: { record: string; field: string; from: number }[] = []
  const written: { record: string; field: string; place: number; value: StoredValue }[] = []
  const kept = changes.map(({ recordId, values }) =>
    Object.fromEntries(
      Object.entries(values).map(([key, input]) => {
        const field = byKey.get(key)
        if (!field) throw invalid('unknown_field', `There is no field “${key}”.`)
        const stored = storedValue(withWords(field, recordId, input), input, country)
        for (const [place, value] of stored.entries())
          written.push({ record: recordId, field: field.id, place, value })
        if (stored.length === 0 || field.type === 'choices')
          ended.push({ record: recordId, field: field.id, from: stored.length })
        return [key, shownValue(field.type, stored)]
      }),
    ),
  )
  if (ended.length > 0)
    await sql`
      delete from field_value v using unnest(${ended.map((it) => it.record)}::uuid[], ${ended.map((it) => it.field)}::uuid[],
        ${ended.map((it) => it.from)}::smallint[]) as e (record_id, field_id, place)
      where v.record_id = e.record_id and v.field_id = e.field_id and v.place >= e.place`.execute(db)
  if (written.length > 0)
    await sql`
      insert into field_value (id, record_id, field_id, place, text_value, number_value, time_value)
      select * from unnest(${written.map(() => uuidv7(now))}::uuid[], ${written.map((it) => it.record)}::uuid[],
        ${written.map((it) => it.field)}::uuid[], ${written.map((it) => it.place)}::smallint[], ${written.map((it) => it.value.text_value)}::text[],
        ${written.map((it) => it.value.number_value)}::float8[], ${written.map((it) => it.value.time_value)}::timestamptz[])
      on conflict (workspace_id, record_id, field_id, place) do update
      set text_value = excluded.text_value, number_value = excluded.number_value, time_value = excluded.time_value`.execute(
      db,
    )
  return kept
}

/** Custom values by record and field key; archived fields are left out. */
export async function fieldValues(
  db: Db,
  recordIds: readonly string[],
): Promise<Map<string, Record<string, FieldInput>>> {
  const found = new Map<string, Record<string, FieldInput>>()
  if (recordIds.length === 0) return found
  const { rows } = await sql<
    { record_id: string; key: string; type: Field['type'] } & StoredValue
  >`select v.record_id, f.key, f.type, v.text_value, v.number_value, v.time_value
    from unnest(${recordIds}::uuid[]) as r (id)
    cross join lateral (select * from field_value where record_id = r.id offset 0) v
    join field f on f.id = v.field_id
    where f.archived_at is null order by v.place`.execute(db)
  for (const [id, theirs] of Map.groupBy(rows, (row) => row.record_id)) {
    const byField = Map.groupBy(theirs, (row) => row.key)
    found.set(
      id,
      Object.fromEntries([...byField].map(([key, values]) => [key, shownValue(values[0]!.type, values)])),
    )
  }
  return found
}

/**
 * After a merge the winner keeps its own values, but for those of `keys`, and takes what it lacks from the loser, retired
 * choices too. Part of the merge's operation, so that separating the two takes them away again.
 */
export async function takeValues(
  db: Db,
  { winnerId, loserId, keys }: { winnerId: string; loserId: string; keys: readonly string[] },
  now: Date,
): Promise<void> {
  await sql`
    delete from field_value w using field f where w.record_id = ${winnerId} and f.id = w.field_id
      and f.key = any(${keys}::text[]) and f.archived_at is null
      and exists (select from field_value l where l.record_id = ${loserId} and l.field_id = w.field_id)`.execute(
    db,
  )
  const { rows } = await sql<{ field_id: string; place: number } & StoredValue>`
    select field_id, place, text_value, number_value, time_value from field_value l where record_id = ${loserId}
      and not exists (select from field_value w where w.record_id = ${winnerId} and w.field_id = l.field_id)`.execute(
    db,
  )
  if (rows.length === 0) return
  await db
    .insertInto('field_value')
    .values(rows.map((row) => ({ ...row, id: uuidv7(now), record_id: winnerId })))
    .execute()
}

/** What fields of a record hold that is written freely, for whoever looks it up by a part of it; retired fields may come back. */
export async function textsOf(
  db: Db,
  recordIds: readonly string[],
): Promise<Map<string, { type: Field['type']; text: string }[]>> {
  const { rows } = await sql<{ id: string; type: Field['type']; text: string }>`
    select v.record_id as id, f.type, v.text_value as text from field_value v
    join field f on f.workspace_id = v.workspace_id and f.id = v.field_id
    where v.record_id = any(${recordIds}::uuid[]) and v.field_id = any(array(
      select id from field where type in ('text', 'prose', 'url', 'phone', 'email')))`.execute(db)
  return Map.groupBy(rows, ({ id }) => id)
}

/** ISO 3166 code of where the firm is. */
export async function firmCountry(db: Db): Promise<string> {
  const firm = await db.selectFrom('workspace').select('region').executeTakeFirstOrThrow()
  return firm.region.slice(0, 2)
}

async function firmCurrency(db: Db): Promise<string> {
  const firm = await db.selectFrom('workspace').select('currency').executeTakeFirst()
  return firm?.currency ?? 'EUR'
}

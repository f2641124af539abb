import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'
import { type Field, hasChoices } from './contract.ts'
import { keyFor } from './field.ts'
import { checkRules } from './rules.ts'

const columns = [
  'id',
  'record',
  'key',
  'label',
  'type',
  'choices',
  'currency',
  'relates_to as relatesTo',
  'formula',
  'rules',
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
  const computing = rows.some(({ formula }) => formula) ? await progressOf(db) : new Map()
  const members = rows.some(({ type }) => type === 'member') ? await memberOptions(db) : []
  return rows.map((row) => ({
    ...row,
    rules: row.rules as Field['rules'],
    computing: computing.get(row.id) ?? null,
    options:
      row.type === 'member'
        ? members
        : row.choices.map((choice) => ({ value: choice, label: choice, gone: false })),
  }))
}

/** How far the formulas are that are being computed for the records there are. */
async function progressOf(db: Db): Promise<Map<string, { done: number; total: number }>> {
  const rows = await db.selectFrom('field_computing').select(['field_id', 'done', 'total']).execute()
  return new Map(rows.map(({ field_id, done, total }) => [field_id, { done, total }]))
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
  relatesTo?: Field['relatesTo'] | undefined
  formula?: string | undefined
  rules?: Field['rules'] | undefined
  role?: Field['role'] | undefined
  roleReason?: string | null | undefined
}

/** Adds a custom field at the end of the list; its key is made from its label. */
export async function createField(db: Db, field: NewField, now: Date): Promise<Field> {
  checkRole(field)
  const rules = field.formula ? {} : (field.rules ?? {})
  checkRules({ type: field.type, rules })
  const choices = [...new Set(field.choices ?? [])]
  if (hasChoices(field.type) && choices.length === 0)
    throw invalid('no_choices', 'Name at least one choice.', { fields: { choices: 'Name at least one' } })
  const relatesTo = field.relatesTo ?? null
  if (field.type === 'relation' && !relatesTo)
    throw invalid('relates_to_nothing', 'Say what it relates to: a person, a company or a deal.', {
      fields: { relatesTo: 'Choose one' },
    })
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
      relates_to: field.type === 'relation' ? relatesTo : null,
      formula: field.formula ?? null,
      rules: JSON.stringify(rules),
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

async function firmCurrency(db: Db): Promise<string> {
  const firm = await db.selectFrom('workspace').select('currency').executeTakeFirst()
  return firm?.currency ?? 'EUR'
}

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { invalid } from '#platform/http'
import { fieldsOf } from '#workspace/fields'
import { search } from '#workspace/search'
import type { Condition, FilterGroup } from './contract.ts'

type Kind = 'text' | 'number' | 'date' | 'choice' | 'yesno'
type Field = { kind: Kind; by: RawBuilder<unknown> }
export type ListFilter = {
  q?: string | undefined
  filter?: FilterGroup | undefined
  companyId?: string | undefined
  tag?: string | undefined
}

const column = (name: string): RawBuilder<unknown> => sql.ref(name)
const standard: Record<string, Field> = {
  name: { kind: 'text', by: column('contact.name_key') },
  email: { kind: 'text', by: sql`fold(contact.email)` },
  phone: { kind: 'text', by: column('contact.phone_key') },
  jobTitle: { kind: 'text', by: sql`fold(contact.job_title)` },
  company: { kind: 'text', by: column('company.name_key') },
  city: { kind: 'text', by: column('contact.city_key') },
  country: { kind: 'choice', by: column('contact.country') },
  externalId: { kind: 'text', by: sql`fold(contact.external_id)` },
  owner: { kind: 'choice', by: sql`contact.owner_id::text` },
  status: { kind: 'choice', by: column('contact.status') },
  createdVia: { kind: 'choice', by: column('contact.created_via') },
  stage: { kind: 'choice', by: column('standing.stage') },
  interest: { kind: 'number', by: column('standing.interest') },
  fit: { kind: 'number', by: column('standing.fit') },
  ready: { kind: 'yesno', by: column('standing.ready') },
  customer: { kind: 'yesno', by: column('standing.is_customer') },
  barred: { kind: 'yesno', by: sql`(contact.bars <> '{}')` },
  lastAct: { kind: 'date', by: column('standing.last_act_at') },
  created: { kind: 'date', by: column('contact.created_at') },
  changed: { kind: 'date', by: column('contact.changed_at') },
}

/** What a filter asks of a person; the words are looked up first, by the one function that may read the word index. */
export async function conditionsOf(
  db: Db,
  it: ListFilter,
  { reach, now }: { reach: Actor['reach']; now: Date },
): Promise<RawBuilder<boolean>> {
  const all: RawBuilder<unknown>[] = [sql`contact.deleted_at is null and contact.merged_into is null`]
  if (it.companyId) all.push(sql`contact.company_id = ${it.companyId}`)
  if (it.tag) all.push(hasTag([it.tag]))
  if (it.filter) {
    const fields = await customFields(db, it.filter)
    all.push(group(it.filter, fields, now))
  }
  if (it.q?.trim()) {
    const found = await search(db, it.q, { records: ['contact'], limit: 100, reach })
    all.push(sql`contact.id = any(${found.map((row) => row.id)}::uuid[])`)
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

const hasTag = (names: readonly string[]) =>
  sql`exists (select from contact_tag ct join tag t on t.workspace_id = ct.workspace_id and t.id = ct.tag_id
    where ct.workspace_id = contact.workspace_id and ct.contact_id = contact.id and t.name_key = any(select fold(n) from unnest(${names}::text[]) n))`

/** Custom fields as a list asks for them: `custom.key`. */
async function customFields(db: Db, filter: FilterGroup): Promise<Map<string, Field>> {
  const named = JSON.stringify(filter).includes('"custom.')
  if (!named) return new Map()
  return new Map(
    (await fieldsOf(db, 'contact')).map((field) => {
      const value = (name: string) =>
        sql`(select ${sql.ref(`v.${name}`)} from field_value v where v.workspace_id = contact.workspace_id and v.record_id = contact.id and v.field_id = ${field.id})`
      const kinds = {
        text: { kind: 'text', by: sql`fold(${value('text_value')})` },
        choice: { kind: 'choice', by: value('text_value') },
        number: { kind: 'number', by: value('number_value') },
        money: { kind: 'number', by: value('number_value') },
        yesno: { kind: 'yesno', by: sql`(${value('number_value')} = 1)` },
        date: { kind: 'date', by: value('time_value') },
      } as const satisfies Record<string, Field>
      return [`custom.${field.key}`, kinds[field.type]]
    }),
  )
}

function group(it: FilterGroup, custom: Map<string, Field>, now: Date): RawBuilder<unknown> {
  if (it.items.length === 0) return sql`true`
  const parts = it.items.map((item) =>
    'items' in item ? group(item, custom, now) : condition(item, custom, now),
  )
  return sql`(${sql.join(parts, it.match === 'all' ? sql` and ` : sql` or `)})`
}

const refused = (it: Condition, wanted: string) =>
  invalid('bad_filter', `The filter on “${it.field}” needs ${wanted}.`)

function condition(it: Condition, custom: Map<string, Field>, now: Date): RawBuilder<unknown> {
  const values = [it.value].flat().filter((value): value is string => value !== null)
  if (it.field === 'tag') return tagCondition(it, values)
  const field = standard[it.field] ?? custom.get(it.field)
  if (!field) throw invalid('unknown_field', `There is no field “${it.field}” to filter by.`)
  const { by } = field
  if (it.operator === 'empty') return sql`${by} is null`
  if (it.operator === 'not_empty') return sql`${by} is not null`
  if (values.length === 0) throw refused(it, 'a value')
  switch (field.kind) {
    case 'text':
      return textCondition(it, by, values)
    case 'choice':
      if (it.operator === 'is') return sql`${by} = any(${values}::text[])`
      if (it.operator === 'is_not') return sql`coalesce(${by} <> all(${values}::text[]), true)`
      throw refused(it, '“is” or “is not”')
    case 'yesno':
      if (it.operator !== 'is') throw refused(it, '“is”')
      return sql`coalesce(${by}, false) = ${values[0] === 'true'}`
    case 'number':
      return ordered(
        it,
        by,
        values.map((value) => numberIn(it, value)),
      )
    case 'date':
      return dateCondition(it, by, values, now)
  }
}

function textCondition(it: Condition, by: RawBuilder<unknown>, values: string[]): RawBuilder<unknown> {
  switch (it.operator) {
    case 'is':
      return sql`${by} = any(select fold(n) from unnest(${values}::text[]) n)`
    case 'is_not':
      return sql`coalesce(${by} <> all(select fold(n) from unnest(${values}::text[]) n), true)`
    case 'contains':
      return sql`position(fold(${values[0]}) in ${by}) > 0`
    case 'starts':
      return sql`starts_with(${by}, fold(${values[0]}))`
    default:
      throw refused(it, 'words')
  }
}

function numberIn(it: Condition, value: string): number {
  const number = Number(value)
  if (!Number.isFinite(number)) throw refused(it, 'a number')
  return number
}

function ordered(
  it: Condition,
  by: RawBuilder<unknown>,
  [one, other]: (number | Date)[],
): RawBuilder<unknown> {
  switch (it.operator) {
    case 'is':
      return sql`${by} = ${one}`
    case 'gt':
      return sql`${by} > ${one}`
    case 'lt':
      return sql`${by} < ${one}`
    case 'between':
      if (other === undefined) throw refused(it, 'two values')
      return sql`${by} between ${one} and ${other}`
    default:
      throw refused(it, 'a comparison')
  }
}

const dayMs = 86_400_000

function dateCondition(
  it: Condition,
  by: RawBuilder<unknown>,
  values: string[],
  now: Date,
): RawBuilder<unknown> {
  if (it.operator === 'last_days')
    return sql`${by} >= ${new Date(now.getTime() - numberIn(it, values[0]!) * dayMs)}`
  const days = values.map((value) => {
    const at = new Date(`${value}T00:00:00Z`)
    if (Number.isNaN(at.getTime())) throw refused(it, 'a day as 2026-11-24')
    return at
  })
  const [from, to = from] = days as [Date, Date | undefined]
  switch (it.operator) {
    case 'before':
      return sql`${by} < ${from}`
    case 'after':
      return sql`${by} >= ${new Date(from.getTime() + dayMs)}`
    case 'between':
      return sql`${by} >= ${from} and ${by} < ${new Date(to!.getTime() + dayMs)}`
    default:
      throw refused(it, 'a day')
  }
}

function tagCondition(it: Condition, values: string[]): RawBuilder<unknown> {
  const any = sql`exists (select from contact_tag ct where ct.workspace_id = contact.workspace_id and ct.contact_id = contact.id)`
  if (it.operator === 'empty') return sql`not ${any}`
  if (it.operator === 'not_empty') return any
  if (values.length === 0) throw refused(it, 'a tag')
  return it.operator === 'is_not' ? sql`not ${hasTag(values)}` : hasTag(values)
}

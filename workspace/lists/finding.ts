import { type RawBuilder, sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import type { ListCondition, ListFieldInfo, ListOffer } from '#platform/registry'
import { fieldsOf, isSeen, relatedKey } from '#workspace/fields'
import { type Field, type FieldRecord, readsRecord } from '#workspace/fields/contract'
import { firmZone } from '#workspace/members'
import { matching } from '#workspace/search'
import { compileFilter, type Reading } from './conditions.ts'
import type { Condition, FilterGroup } from './contract.ts'
import { lookUpAny } from './few.ts'
import { lastAmong, lastInfos } from './last.ts'
import { groupedBy, type KeyType, type List, type ListField, type Parts } from './list.ts'
import { offeredFields } from './offered.ts'
import { lookUp } from './parts.ts'

type ValueIn = Required<Pick<ListField, 'by' | 'rows' | 'key' | 'join' | 'sortBy'>>

export type Narrowed = {
  q?: string | undefined
  filter?: FilterGroup | undefined
  group?: Condition | undefined
}
/** Who asks, when, and what other slices offer to narrow by. */
export type Asking = {
  actor: Pick<Actor, 'reach' | 'permissions'>
  now: Date
  conditions: readonly ListCondition[]
}

/** All that a list can be filtered and sorted by: its own fields, those that slices above it offer, custom ones. */
async function allFields(
  db: Db,
  list: List,
  conditions: readonly ListCondition[],
  permissions: ReadonlySet<string>,
  asked?: FilterGroup,
): Promise<Map<string, ListField>> {
  const offered = await offeredFields(db, list, conditions, permissions, asked)
  return new Map([...Object.entries(list.fields), ...offered, ...(await customFields(db, list, permissions))])
}

/** Whether two of these could be the same word without case and accents. */
const mayBeAlike = (words: readonly string[]): boolean =>
  words.some((word) => /[^ -~]/.test(word)) ||
  new Set(words.map((word) => word.toLowerCase())).size < words.length

/** What a record is divided by, read of each of its values. */
const each: Partial<Record<ListField['kind'], RawBuilder<unknown>>> = {
  choice: sql.ref('each_value.text_value'),
  choices: sql.ref('each_value.text_value'),
  yesno: sql`(each_value.number_value = 1)`,
  date: sql.ref('each_value.time_value'),
}

/** Custom fields as lists know them: `custom.key`; none that names records which the caller may not read. */
async function customFields(
  db: Db,
  list: List,
  permissions: ReadonlySet<string>,
): Promise<[string, ListField][]> {
  const told = (await fieldsOf(db, list.record)).filter(
    ({ relatesTo }) => !relatesTo || permissions.has(readsRecord[relatesTo]),
  )
  return told.map((field): [string, ListField] => {
    const of = (alias: string) =>
      sql`${sql.ref(alias)}.workspace_id = ${sql.ref(`${list.table}.workspace_id`)} and ${sql.ref(alias)}.record_id = ${sql.ref(`${list.table}.id`)} and ${sql.ref(alias)}.field_id = ${field.id}`
    const some = (holds: RawBuilder<unknown>) =>
      sql`exists (select from field_value v where ${of('v')} and ${holds})`
    // Asked of each record in turn: most have none, and as a join the planner may compare all with all.
    const none = (holds: RawBuilder<unknown>) =>
      sql`not coalesce((select true from field_value v where ${of('v')} and ${holds} limit 1), false)`
    const [text, number, time] = [sql.ref('v.text_value'), sql.ref('v.number_value'), sql.ref('v.time_value')]
    /** The value of the field's own row, whose column sorts as it is. */
    const lying = (by: RawBuilder<unknown>, column: string, key: KeyType): ValueIn => ({
      by: sql`(select ${by} from field_value v where ${of('v')} order by v.place limit 1)`,
      rows: { by, some, none },
      key,
      join: sql`left join field_value sorted on ${of('sorted')}`,
      sortBy: sql.ref(`sorted.${column}`),
    })
    // Each as a constant of its own, so that the planner knows how common it is; what is longer than a key is compared whole.
    const isWord = (values: string[]) => {
      const keys = values.map((value) => sql`left(fold(${value}::text), 200)`)
      const isKey = sql`v.text_key in (${sql.join(keys)})`
      if (values.every((value) => value.length <= 200)) return isKey
      return sql`${isKey} and fold(${text}) in (${sql.join(values.map((value) => sql`fold(${value}::text)`))})`
    }
    const word = (by: RawBuilder<unknown>, isOneOf = isWord): ValueIn => {
      const it = lying(by, 'text_key', 'text')
      return { ...it, rows: { ...it.rows, isOneOf } }
    }
    // Of two choices that differ in an accent alone, one is not the other.
    const isChoice = (values: string[]) =>
      sql`${isWord(values)} and ${text} in (${sql.join(values.map((value) => sql`${value}::text`))})`
    const choice = word(text, mayBeAlike(field.options.map(({ value }) => value)) ? isChoice : isWord)
    const choices = field.options.map(({ value, label }) => ({ value, label }))
    const firstOf = sql`left join field_value sorted on ${of('sorted')} and sorted.place = 0`
    const relation = (relatesTo: FieldRecord): ValueIn & Pick<ListField, 'kind' | 'relatesTo'> => {
      const at = (alias: string) => ({
        workspace: sql.ref(`${alias}.workspace_id`),
        id: sql.ref(`${alias}.related_id`),
      })
      const seen = isSeen(relatesTo, at('v'))
      const by = sql`case when ${seen} then v.related_id::text end`
      const isOneOf = (values: string[]) =>
        sql`v.related_id = any(${values.filter(isUuidv7)}::uuid[]) and ${seen}`
      return {
        ...{ kind: 'relation', relatesTo, by, key: 'text' },
        rows: { by, some, none, isOneOf },
        join: sql`left join field_value sorted on ${of('sorted')}`,
        sortBy: relatedKey(relatesTo, at('sorted')),
      }
    }
    const ofMember = sql`left join field_value sorted on ${of('sorted')}
      left join member named on named.workspace_id = sorted.workspace_id and named.id::text = sorted.text_key`
    // As a rule the key is the whole of it, and folded already.
    const folded = sql`case when length(v.text_key) < 200 then v.text_key else fold(${text}) end`
    // What is written freely is in the search's entry of the record too.
    const parts: Parts = {
      ...{ record: list.record, place: 'rest', id: sql.ref(`${list.table}.id`) },
      ...(list.following && { also: list.following }),
    }
    const freely = {
      parts: { ...parts, operators: ['starts' as const] },
      shared: { from: sql`field_value`, key: sql.ref('text_key'), of: sql`field_id = ${field.id}` },
    }
    const kinds: Record<Field['type'], ValueIn & Omit<ListField, 'label' | 'by'>> = {
      relation: relation(field.relatesTo ?? 'contact'),
      text: { kind: 'text', ...word(folded), ...freely },
      prose: { kind: 'prose', ...lying(folded, 'text_key', 'text'), parts },
      url: { kind: 'url', ...word(folded), ...freely },
      email: { kind: 'email', ...word(folded), ...freely },
      phone: {
        kind: 'phone',
        ...lying(sql`regexp_replace(${text}, '[^0-9+]', '', 'g')`, 'text_key', 'text'),
        parts: { ...parts, operators: ['is', 'starts'] },
      },
      choice: {
        kind: 'choice',
        choices,
        ...choice,
      },
      member: {
        kind: 'choice',
        choices,
        ...word(text),
        join: ofMember,
        sortBy: sql.ref('named.name_key'),
        through: sql.ref('named.id'),
        member: {
          of: sql.ref('sorted.text_key'),
          has: sql`exists (select from field_value v where v.workspace_id = named.workspace_id and v.field_id = ${field.id} and v.text_key = named.id::text)`,
        },
      },
      choices: { kind: 'choices', choices, ...choice, join: firstOf, sortBy: sql.ref('sorted.text_key') },
      number: { kind: 'number', ...lying(number, 'number_value', 'float8') },
      money: { kind: 'money', currency: field.currency, ...lying(number, 'number_value', 'float8') },
      yesno: { kind: 'yesno', ...lying(sql`(${number} = 1)`, 'number_value', 'float8') },
      date: { kind: 'date', day: true, ...lying(time, 'time_value', 'timestamptz') },
    }
    const groups = ['choice', 'choices', 'member', 'yesno', 'date'].includes(field.type)
    const every = sql`left join field_value each_value on ${of('each_value')}`
    const grouped = groups && { grouped: { by: each[kinds[field.type].kind]!, join: every } }
    const computed = field.formula !== null
    return [`custom.${field.key}`, { label: field.label, computed, ...kinds[field.type], ...grouped }]
  })
}

/** A filter as SQL, with the fields it was read by. */
export type Found = {
  where: RawBuilder<boolean>
  fields: ReadonlyMap<string, ListField>
  /**
   * Absent: it may find all there are. 'to few': it names those whom it may find. Of what is asked vaguely the planner
   * can't tell how many it finds.
   */
  narrows?: 'to few' | 'clearly' | 'vaguely' | undefined
  /** Nothing is asked of them but to live. */
  everybody?: boolean
}
function narrowing(group: FilterGroup, looked: Reading['looked']): Found['narrows'] {
  const isFew = (item: Condition | FilterGroup): boolean => {
    const it = looked.get(item)
    if (typeof it === 'object' && 'among' in it) return true
    return 'items' in item && item.match === 'all' && item.items.some(isFew)
  }
  if (isFew(group)) return 'to few'
  return [...looked.values()].includes('unknown') ? 'vaguely' : 'clearly'
}

/** What a filter asks of the living records. */
export async function findIn(
  db: Db,
  list: List,
  it: Narrowed,
  { actor, now, conditions }: Asking,
  more: readonly RawBuilder<unknown>[] = [],
): Promise<Found> {
  const all: RawBuilder<unknown>[] = [list.living, ...more]
  const asked = it.filter && it.filter.items.length > 0 ? it.filter : undefined
  const tree: FilterGroup | undefined = it.group
    ? { match: 'all', items: [...(asked ? [asked] : []), it.group] }
    : asked
  const fields = await allFields(db, list, conditions, actor.permissions, tree)
  let narrows: Found['narrows']
  if (tree) {
    for (const [id, field] of lastAmong(tree, fields)) fields.set(id, field)
    const zone = await firmZone(db)
    const filter = await byIds(db, tree, fields)
    const reading = { fields, now, zone, looked: await lookUp(db, filter, fields) }
    await lookUpAny(db, list, filter, reading)
    all.push(compileFilter(filter, reading))
    narrows = narrowing(filter, reading.looked)
  }
  if (it.q?.trim())
    all.push(
      await matching(db, it.q, { record: list.record, id: sql.ref(`${list.table}.id`), reach: actor.reach }),
    )
  return { where: sql<boolean>`${sql.join(all, sql` and `)}`, fields, narrows, everybody: all.length === 1 }
}

/** The same tree, with ids for the words of fields that are told by ids. */
export async function byIds(
  db: Db,
  group: FilterGroup,
  fields: ReadonlyMap<string, ListField>,
): Promise<FilterGroup> {
  const items: FilterGroup['items'] = []
  for (const item of group.items) {
    const idsOf = 'items' in item ? undefined : fields.get(item.field)?.idsOf
    if ('items' in item) items.push(await byIds(db, item, fields))
    else if (idsOf && item.value?.length) items.push({ ...item, value: await idsOf(db, [item.value].flat()) })
    else items.push({ ...item, value: idsOf ? null : item.value })
  }
  return { ...group, items }
}

/** All fields of a list as screens and programs are told of them, with the choices that slices above it know now. */
export async function fieldInfos(
  db: Db,
  list: List,
  { conditions, journal }: ListOffer,
  permissions: ReadonlySet<string>,
): Promise<ListFieldInfo[]> {
  const infos: ListFieldInfo[] = []
  for (const [id, field] of await allFields(db, list, conditions, permissions)) {
    const choices = field.choicesNow ? await field.choicesNow(db, journal) : field.choices
    if (field.choicesNow && choices?.length === 0) continue
    infos.push({
      id,
      label: field.label,
      kind: field.kind,
      options: choices ? [...choices] : null,
      currency: field.currency ?? null,
      relatesTo: field.relatesTo ?? null,
      computed: field.computed ?? false,
      sorts: field.key !== undefined,
      groups: groupedBy(field) !== undefined,
    })
    if (field.last) infos.push(...lastInfos(id, field.last, choices ?? []))
  }
  return infos
}

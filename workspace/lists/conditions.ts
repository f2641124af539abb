import { type RawBuilder, sql } from 'kysely'
import { invalid } from '#platform/http'
import type { Condition, FilterGroup } from './contract.ts'
import type { ListField } from './list.ts'
import type { Looked } from './parts.ts'

/** What the words of a filter are read by. */
export type Reading = {
  fields: ReadonlyMap<string, ListField>
  now: Date
  zone: string
  /** What was looked up beforehand of its conditions and groups. */
  looked: Map<Condition | FilterGroup, Looked>
  /** It is one of several of which any may hold. */
  inAny?: boolean
}

/** A tree of conditions as SQL; what it names and is not there is refused. */
export function compileFilter(it: FilterGroup, reading: Reading): RawBuilder<unknown> {
  if (it.items.length === 0) return sql`true`
  const known = reading.looked.get(it)
  if (typeof known === 'object' && 'among' in known) return known.among
  if (it.match === 'none')
    return sql`(${sql.join(
      it.items.map((item) => not(item, reading)),
      sql` and `,
    )})`
  const isAny = it.match === 'any' && it.items.length > 1
  const parts = it.items.map((item) => compiled(item, isAny ? { ...reading, inAny: true } : reading))
  return sql`(${sql.join(parts, it.match === 'all' ? sql` and ` : sql` or `)})`
}

const compiled = (it: Condition | FilterGroup, reading: Reading) =>
  'items' in it ? compileFilter(it, reading) : condition(it, reading)

/** That it does not hold, by the condition that says so where there is one; what is not known holds not. */
function not(it: Condition | FilterGroup, reading: Reading): RawBuilder<unknown> {
  if (!('items' in it || reading.looked.has(it))) {
    const operator = denied[it.operator]
    const kind = reading.fields.get(it.field)?.kind
    // Of days, and of yes and no, none says “is not”.
    if (operator && !(it.operator === 'is' && (kind === 'date' || kind === 'yesno')))
      return condition({ ...it, operator }, reading)
  }
  return sql`(not coalesce(${compiled(it, reading)}, false))`
}

const mostOfAll = 20
/** What all of must hold is asked one by one, so that it has a bound of its own. */
export function eachOnce(values: readonly string[]): string[] {
  const all = [...new Set(values)]
  if (all.length > mostOfAll) throw invalid('bad_filter', `“All of” takes ${mostOfAll} values at most.`)
  return all
}

const refused = (it: Condition, wanted: string) =>
  invalid('bad_filter', `The filter on “${it.field}” needs ${wanted}.`)

function condition(
  it: Condition,
  { fields, now, zone, looked, inAny = false }: Reading,
): RawBuilder<unknown> {
  const values = [it.value].flat().filter((value): value is string => value !== null)
  const field = fields.get(it.field)
  if (!field) throw invalid('unknown_field', `There is no field “${it.field}” to filter by.`)
  const bare = it.operator === 'empty' || it.operator === 'not_empty'
  // Words that are no one's id are a value too: of nobody.
  if (!bare && values.length === 0 && !(field.idsOf && it.value)) throw refused(it, 'a value')
  if (field.holds) return field.holds(it, values, now, inAny)
  const compare = (by: RawBuilder<unknown>, as: Condition) =>
    comparison(as, { ...field, by }, values, { now, zone })
  const known = looked.get(it)
  if (field.rows) {
    if (typeof known !== 'object') return inRows(it, field.kind, field.rows, values, compare)
    const { some, by, isOneOf } = field.rows
    const holds = compare(by, it)
    if ('among' in known) return sql`(${known.among} and ${some(holds)})`
    if (known.values.length === 0) return sql`false`
    return some(isOneOf ? sql`${isOneOf(known.values)} and ${holds}` : holds)
  }
  if (typeof known !== 'object') return compare(field.by, it)
  if ('values' in known) return sql`${field.by} = any(${known.values}::text[])`
  return sql`(${known.among} and ${compare(field.by, it)})`
}

const opposites: Partial<Record<Condition['operator'], Condition['operator']>> = {
  is_not: 'is',
  not_contains: 'contains',
  empty: 'not_empty',
}
/** What holds just where the other does not. */
const denied: Partial<Record<Condition['operator'], Condition['operator']>> = {
  is: 'is_not',
  contains: 'not_contains',
  not_empty: 'empty',
  ...opposites,
}

/**
 * What is asked of a value that lies in a row of its own is asked of the rows, along their index, and not of each record
 * in turn; who has no such row is among those of whom it does not hold.
 */
function inRows(
  it: Condition,
  kind: ListField['kind'],
  rows: NonNullable<ListField['rows']>,
  values: string[],
  compare: (by: RawBuilder<unknown>, as: Condition) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { by, some, none, isOneOf } = rows
  // Whom nobody said yes of is among the noes.
  if (kind === 'yesno' && it.operator === 'is') {
    return values[0] === 'true' ? some(by) : none(by)
  }
  if (kind === 'choices' && it.operator === 'is_all')
    return sql`(${sql.join(
      eachOnce(values).map((value) => inRows({ ...it, operator: 'is' }, kind, rows, [value], compare)),
      sql` and `,
    )})`
  const operator = opposites[it.operator] ?? it.operator
  const holds = compare(by, { ...it, operator })
  const found = operator === 'is' && isOneOf ? isOneOf(values) : holds
  return operator === it.operator ? some(found) : none(found)
}

function comparison(
  it: Condition,
  { by, kind, day, key }: Pick<ListField, 'by' | 'kind' | 'day' | 'key'>,
  values: string[],
  { now, zone }: Pick<Reading, 'now' | 'zone'>,
): RawBuilder<unknown> {
  if (it.operator === 'empty') return sql`${by} is null`
  if (it.operator === 'not_empty') return sql`${by} is not null`
  switch (kind) {
    case 'text':
    case 'prose':
    case 'url':
    case 'email':
    case 'page':
      return textCondition(it, by, values)
    case 'phone':
      return phoneCondition(it, by, values)
    case 'choice':
    case 'choices':
    case 'relation':
      if (it.operator === 'is') return sql`${by} = any(${values}::text[])`
      if (it.operator === 'is_not') return sql`coalesce(${by} <> all(${values}::text[]), true)`
      throw refused(it, '“is” or “is not”')
    case 'yesno':
      if (it.operator !== 'is') throw refused(it, '“is”')
      return sql`coalesce(${by}, false) = ${values[0] === 'true'}`
    case 'number':
    case 'money':
      return numberCondition(
        it,
        by,
        values.map((value) => numberIn(it, value)) as [number, number?],
        key === 'int' || key === 'bigint',
      )
    case 'date':
      return dateCondition(it, by, values, { now, zone: day ? 'UTC' : zone })
  }
}

/** Each as a constant of its own, so that the planner knows how common it is. */
const foldedOf = (values: string[]) =>
  sql`array[${sql.join(values.map((value) => sql`fold(${value}::text)`))}]`

function textCondition(it: Condition, by: RawBuilder<unknown>, values: string[]): RawBuilder<unknown> {
  switch (it.operator) {
    case 'is':
      return sql`${by} = any(${foldedOf(values)})`
    case 'is_not':
      return sql`coalesce(${by} <> all(${foldedOf(values)}), true)`
    case 'contains':
      return sql`position(fold(${values[0]}) in ${by}) > 0`
    case 'not_contains':
      return sql`coalesce(position(fold(${values[0]}) in ${by}) = 0, true)`
    case 'starts':
      return sql`starts_with(${by}, fold(${values[0]}))`
    default:
      throw refused(it, 'words')
  }
}

/** Digits alone count, without the prefix that depends on where one dials from. */
export const digitsOf = (value: string) => value.replace(/\D/g, '').replace(/^0{1,2}/, '')

function phoneCondition(it: Condition, by: RawBuilder<unknown>, values: string[]): RawBuilder<unknown> {
  const digits = digitsOf(values[0]!)
  if (!digits) throw refused(it, 'digits')
  switch (it.operator) {
    case 'is':
    case 'contains':
      return sql`position(${digits} in ${by}) > 0`
    case 'is_not':
    case 'not_contains':
      return sql`coalesce(position(${digits} in ${by}) = 0, true)`
    case 'starts':
      return sql`starts_with(ltrim(${by}, '+'), ${digits})`
    default:
      throw refused(it, 'digits')
  }
}

function numberIn(it: Condition, value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) throw refused(it, 'a number')
  return number
}

/** A column of whole numbers is compared with whole numbers: only these are looked up in its index. */
function numberCondition(
  it: Condition,
  by: RawBuilder<unknown>,
  [one, other]: [number, number?],
  isWhole: boolean,
): RawBuilder<unknown> {
  const up = (value: number) => (isWhole ? sql`${Math.ceil(value)}::bigint` : sql`${value}::float8`)
  const down = (value: number) => (isWhole ? sql`${Math.floor(value)}::bigint` : sql`${value}::float8`)
  switch (it.operator) {
    case 'is':
      return sql`${by} between ${up(one)} and ${down(one)}`
    case 'is_not':
      return sql`coalesce(${by} not between ${up(one)} and ${down(one)}, true)`
    case 'gt':
      return sql`${by} > ${down(one)}`
    case 'lt':
      return sql`${by} < ${up(one)}`
    case 'between':
      if (other === undefined) throw refused(it, 'two values')
      return sql`${by} between ${up(one)} and ${down(other)}`
    default:
      throw refused(it, 'a comparison')
  }
}

const dayMs = 86_400_000
const mostDays = 36_500

function dateCondition(
  it: Condition,
  by: RawBuilder<unknown>,
  values: string[],
  { now, zone }: { now: Date; zone: string },
): RawBuilder<unknown> {
  const daysAway = (sign: 1 | -1) => {
    const days = numberIn(it, values[0]!)
    if (days < 0 || days > mostDays) throw refused(it, 'a number of days')
    return new Date(now.getTime() + sign * days * dayMs)
  }
  if (it.operator === 'last_days') return sql`${by} between ${daysAway(-1)} and ${now}`
  if (it.operator === 'older_days') return sql`${by} < ${daysAway(-1)}`
  if (it.operator === 'next_days') return sql`${by} between ${now} and ${daysAway(1)}`
  for (const value of values) if (!isDay(value)) throw refused(it, 'a day as 2026-11-24')
  const begins = (day: string) => sql`(${day}::date::timestamp at time zone ${zone})`
  const ends = (day: string) => sql`((${day}::date + 1)::timestamp at time zone ${zone})`
  const [from, to] = values as [string, string | undefined]
  switch (it.operator) {
    case 'is':
      return sql`(${by} >= ${begins(from)} and ${by} < ${ends(from)})`
    case 'before':
      return sql`${by} < ${begins(from)}`
    case 'after':
      return sql`${by} >= ${ends(from)}`
    case 'between':
      if (to === undefined) throw refused(it, 'two days')
      return sql`(${by} >= ${begins(from)} and ${by} < ${ends(to)})`
    default:
      throw refused(it, 'a day')
  }
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

import type { Finding, Option } from '#ui/form'
import { formatDate, formatMoney, formatNumber } from '#ui/format'

export type Operator =
  | 'is'
  | 'is_all'
  | 'is_not'
  | 'contains'
  | 'not_contains'
  | 'starts'
  | 'gt'
  | 'lt'
  | 'between'
  | 'before'
  | 'after'
  | 'last_days'
  | 'older_days'
  | 'next_days'
  | 'empty'
  | 'not_empty'

export type FilterField = {
  id: string
  label: string
  kind:
    | 'text'
    | 'prose'
    | 'url'
    | 'email'
    | 'phone'
    | 'number'
    | 'money'
    | 'date'
    | 'choice'
    | 'choices'
    | 'yesno'
    | 'relation'
    | 'page'
  options?: Option[] | undefined
  /** Of money: values are whole minor units of it. */
  currency?: string | undefined
  /** Of a relation: how the records that it names are looked up. */
  finding?: Finding | undefined
}

/** `value`: choices and `between` hold lists; days are `2026-11-24`; empty and not_empty hold null. */
export type Condition = { field: string; operator: Operator; value: string | string[] | null }
/** All of them hold, any of them, or none. */
export type FilterGroup = { match: 'all' | 'any' | 'none'; items: (Condition | FilterGroup)[] }

export const noFilter: FilterGroup = { match: 'all', items: [] }
export const isGroup = (item: Condition | FilterGroup): item is FilterGroup => 'items' in item

const asText: Operator[] = ['contains', 'not_contains', 'is', 'is_not', 'starts', 'empty', 'not_empty']
export const operatorsOf: Record<FilterField['kind'], Operator[]> = {
  text: asText,
  prose: ['contains', 'not_contains', 'empty', 'not_empty'],
  url: asText,
  email: asText,
  phone: ['contains', 'not_contains', 'starts', 'empty', 'not_empty'],
  number: ['gt', 'lt', 'is', 'is_not', 'between', 'empty', 'not_empty'],
  money: ['gt', 'lt', 'is', 'between', 'empty', 'not_empty'],
  date: ['last_days', 'older_days', 'next_days', 'is', 'after', 'before', 'between', 'empty', 'not_empty'],
  choice: ['is', 'is_not', 'empty', 'not_empty'],
  choices: ['is', 'is_all', 'is_not', 'empty', 'not_empty'],
  yesno: ['is', 'empty'],
  relation: ['is', 'is_not', 'empty', 'not_empty'],
  page: ['starts', 'is', 'empty', 'not_empty'],
}

const words: Record<Operator, string> = {
  is: 'is',
  is_all: 'is all of',
  is_not: 'is not',
  contains: 'contains',
  not_contains: 'does not contain',
  starts: 'begins with',
  gt: 'is more than',
  lt: 'is less than',
  between: 'is between',
  before: 'is before',
  after: 'is after',
  last_days: 'in the last',
  older_days: 'longer ago than',
  next_days: 'in the next',
  empty: 'is empty',
  not_empty: 'is known',
}
/** Several choices can be more than one thing at once, and a relation is asked of several records: “is” alone would not say which is meant. */
const ofSeveral: Partial<Record<Operator, string>> = { is: 'is any of', is_not: 'is none of' }
export const wordOf = (operator: Operator, kind: FilterField['kind']): string =>
  ((kind === 'choices' || kind === 'relation') && ofSeveral[operator]) || words[operator]

export const countsDays = (operator: Operator) =>
  operator === 'last_days' || operator === 'older_days' || operator === 'next_days'
export const needsValue = (operator: Operator) => operator !== 'empty' && operator !== 'not_empty'

/** A condition that still waits for its value is shown but not counted. */
export const isComplete = ({ operator, value }: Condition): boolean =>
  !needsValue(operator) ||
  (Array.isArray(value) ? value.filter(Boolean).length > (operator === 'between' ? 1 : 0) : Boolean(value))

export const countConditions = (group: FilterGroup): number =>
  group.items.reduce(
    (sum, item) => sum + (isGroup(item) ? countConditions(item) : Number(isComplete(item))),
    0,
  )

/** The filter without what waits for a value: what to ask the server. */
export const completeFilter = (group: FilterGroup): FilterGroup => ({
  match: group.match,
  items: group.items
    .map((item) => (isGroup(item) ? completeFilter(item) : item))
    .filter((item) => (isGroup(item) ? item.items.length > 0 : isComplete(item))),
})

/** Choices that are named by an id say nothing when there is no name any more. */
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function valueText(field: FilterField, { operator, value }: Condition): string {
  if (value === null || !needsValue(operator)) return ''
  const one = (text: string) => {
    const option = field.options?.find((each) => each.value === text)
    if (option) return option.label
    if (field.options && isId.test(text)) return 'one that is gone'
    if (field.kind === 'yesno') return text === 'true' ? 'yes' : 'no'
    if (countsDays(operator)) return `${text} days`
    if (field.kind === 'date' && text) return formatDate(new Date(`${text}T00:00:00`))
    if (field.kind === 'money' && text) return formatMoney(Number(text), field.currency)
    return field.kind === 'number' && text ? formatNumber(Number(text)) : text
  }
  if (!Array.isArray(value)) return one(value)
  if (operator === 'between') return value.map(one).join(' and ')
  return value.length > 2
    ? `${value.slice(0, 2).map(one).join(', ')} + ${value.length - 2}`
    : value.map(one).join(operator === 'is_all' ? ' and ' : ' or ')
}

import type { FilterGroup } from '#workspace/lists/contract'
import { around } from './people-around.ts'
import { asks, type Field, type Kind } from './people-asks.ts'
import { foldedOf, known, owners } from './people-data.ts'
import { dayMs, idOf, people, type Value } from './people-ids.ts'

type Operator = Extract<FilterGroup['items'][number], { field: string }>['operator']
type Key = string | number | null
/** A condition as somebody clicks it together, and of whom it holds. */
type Clicked = {
  field: Field
  operator: Operator
  value: string | string[] | null
  holds: (n: number) => boolean
}
/** A list as it is asked for, and what is right. */
export type Shape = {
  name: string
  filter?: FilterGroup
  sort: string
  direction: 'asc' | 'desc'
  /** Asked by a member who sees their own alone. */
  own?: true
  holds: (n: number) => boolean
}

/** Who sees their own alone. */
export const rep = idOf('m', 3)

const bare: Operator[] = ['empty', 'not_empty']
/** As the filter offers them; with the second, what was asked once, with the first, with each of its values. */
const operators: Record<Kind, [each: Operator[], once: Operator[]]> = {
  text: [
    ['contains', 'starts', 'is'],
    ['not_contains', 'is_not', ...bare],
  ],
  phone: [
    ['contains', 'starts'],
    ['not_contains', ...bare],
  ],
  number: [
    ['gt', 'is'],
    ['lt', 'is_not', 'between', ...bare],
  ],
  date: [
    ['after', 'is'],
    ['before', 'between', 'last_days', 'older_days', 'next_days', ...bare],
  ],
  choice: [['is'], ['is_not', ...bare]],
  choices: [['is'], ['is_not', ...bare]],
  several: [['is'], ['is_all', 'is_not', ...bare]],
  page: [['starts', 'is'], bare],
  yesno: [['is'], []],
}
/** Never unknown, or nothing that the filter asks of it. */
const withoutBare: readonly Field[] = ['tag', 'within']

const zone = 'Europe/Berlin'
/** When a day begins where the firm is. */
function midnight(day: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const hour = new Intl.DateTimeFormat('en', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
  return [1, 2].map((hours) => utc - hours * 3_600_000).find((at) => hour.format(at) === '00')!
}
const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)

/** Whether a value is as asked, as a person means it. */
function meant(
  field: Field,
  kind: Kind,
  operator: Operator,
  asked: string[],
  now: number,
): (value: Value) => boolean {
  if (operator === 'empty') return (it) => it === null || (Array.isArray(it) && it.length === 0)
  if (operator === 'not_empty') return (it) => it !== null && !(Array.isArray(it) && it.length === 0)
  const [one, other] = asked as [string, string?]
  if (kind === 'choice' || kind === 'choices' || kind === 'several') {
    if (operator === 'is_all') return (it) => asked.every((each) => [it].flat().includes(each))
    const isOne = (it: Value) => [it].flat().some((each) => asked.includes(String(each)))
    return operator === 'is_not' ? (it) => !isOne(it) : isOne
  }
  if (kind === 'yesno') return (it) => (it === true) === (one === 'true')
  if (kind === 'number') {
    const [from, to] = [Number(one), Number(other)]
    const of = (test: (it: number) => boolean) => (it: Value) => it !== null && test(it as number)
    if (operator === 'gt') return of((it) => it > from)
    if (operator === 'lt') return of((it) => it < from)
    if (operator === 'between') return of((it) => it >= from && it <= to)
    return operator === 'is' ? of((it) => it === from) : (it) => it !== from
  }
  if (kind === 'date') {
    const of = (test: (it: number) => boolean) => (it: Value) => it !== null && test(it as number)
    const begins = field.startsWith('custom.') ? (day: string) => Date.parse(`${day}T00:00:00Z`) : midnight
    if (operator === 'last_days') return of((it) => it <= now && it >= now - Number(one) * dayMs)
    if (operator === 'older_days') return of((it) => it < now - Number(one) * dayMs)
    if (operator === 'next_days') return of((it) => it >= now && it <= now + Number(one) * dayMs)
    if (operator === 'before') {
      const end = begins(one)
      return of((it) => it < end)
    }
    if (operator === 'after') {
      const begin = begins(nextDay(one))
      return of((it) => it >= begin)
    }
    const [begin, end] = [begins(one), begins(nextDay(other ?? one))]
    return of((it) => it >= begin && it < end)
  }
  if (kind === 'page') {
    const isAt = (page: string) => (operator === 'is' ? page === one : page.startsWith(one))
    return (it) =>
      [it]
        .flat()
        .some((page) => isAt(one.startsWith('/') ? String(page).replace(/^[^/]+/, '') : String(page)))
  }
  const text = kind === 'phone' ? one.replace(/\D/g, '') : foldedOf(one)
  const of = (test: (it: string) => boolean) => (it: Value) => it !== null && test(it as string)
  if (operator === 'contains') return of((it) => it.includes(text))
  if (operator === 'not_contains') return (it) => it === null || !(it as string).includes(text)
  if (operator === 'starts') return of((it) => it.replace(kind === 'phone' ? '+' : '', '').startsWith(text))
  return operator === 'is' ? of((it) => it === text) : (it) => it !== text
}

function clickedOf(field: Field, operator: Operator, value: string | string[]): Clicked {
  const { kind } = asks[field]
  const asked = {
    between: [[value].flat()[0]!, kind === 'date' ? '2026-09-25' : '99'],
    ...{ last_days: '100', older_days: '100', next_days: '30', empty: null, not_empty: null },
  } as Partial<Record<Operator, string | string[] | null>>
  const sent = operator in asked ? asked[operator]! : value
  const test = meant(field, kind, operator, [sent ?? []].flat(), Date.now())
  const of = known[field] as (n: number) => Value
  return { field, operator, value: sent, holds: (n) => test(of(n)) }
}

const clicked: Clicked[] = (Object.keys(asks) as Field[]).flatMap((field) => {
  const { kind, of } = asks[field]
  const [each, once] = operators[kind]
  return [
    ...each.flatMap((operator) => of.map((value) => clickedOf(field, operator, value))),
    ...once
      .filter((operator) => !(withoutBare.includes(field) && bare.includes(operator) && field === 'within'))
      .map((operator) => clickedOf(field, operator, of[0]!)),
  ]
})

/** What is known of a person, and what other tables tell of them. */
const plain = clicked.filter(({ field }) => !(field in around))
const told = clicked.filter(({ field }) => field in around)

const members = new Map(Array.from({ length: owners }, (_, n) => [idOf('m', n), `seller ${n}`]))
const unsorted: readonly Field[] = [
  'companyOwner',
  'barred',
  'ready',
  'customer',
  'tag',
  'mayEmail',
  'mayPhone',
  'within',
  ...(Object.keys(around) as (keyof typeof around)[]),
]
/** What a field puts its list in the order of; what is unknown comes last. */
export const sortKeys: Record<string, (n: number) => Key> = Object.fromEntries(
  (Object.keys(known) as Field[])
    .filter((field) => !unsorted.includes(field))
    .map((field) => {
      const of = known[field] as (n: number) => Value
      const key = (value: Value): Key => {
        if (field === 'owner' || field === 'custom.adviser')
          return value ? members.get(value as string)! : null
        if (Array.isArray(value)) return foldedOf(value[0]!)
        if (typeof value === 'boolean') return value ? 1 : 0
        return field === 'custom.mark' && value ? foldedOf(value as string) : (value as Key)
      }
      return [field, (n: number) => key(of(n))]
    }),
)

const group = (match: FilterGroup['match'], all: (Clicked | FilterGroup)[]): FilterGroup => ({
  match,
  items: all.map((it) => ('items' in it ? it : { field: it.field, operator: it.operator, value: it.value })),
})
const said = (it: Clicked) => `${it.field} ${it.operator} ${it.value ?? ''}`.trim()

/** Each condition by itself in some order, pairs in each way, nests, and nothing but an order; the same in every run. */
export function shapes(): Shape[] {
  const sorts = Object.keys(sortKeys)
  const order = (n: number) => ({
    sort: sorts[n % sorts.length]!,
    direction: n % 2 ? ('asc' as const) : ('desc' as const),
  })
  const at = (all: Clicked[], n: number) => all[n % all.length]!
  const alone = sorts.map((sort, n): Shape => ({ name: 'everybody', ...order(n), sort, holds: () => true }))
  const single = [...plain, ...told].map((it, n): Shape => {
    return { name: said(it), ...order(n * 5 + 1), filter: group('all', [it]), holds: it.holds }
  })
  const pair =
    (ones: Clicked[], others: Clicked[]) =>
    (_: unknown, n: number): Shape => {
      const [one, other] = [at(ones, n * 31), at(others, n * 47 + 11)]
      const match = (['all', 'any', 'none'] as const)[n % 3]!
      const holds = {
        all: (it: number) => one.holds(it) && other.holds(it),
        any: (it: number) => one.holds(it) || other.holds(it),
        none: (it: number) => !one.holds(it) && !other.holds(it),
      }[match]
      const name = `${match} of: ${said(one)}; ${said(other)}`
      return { name, ...order(n * 3), filter: group(match, [one, other]), holds }
    }
  const pairs = [
    ...Array.from({ length: 120 }, pair(plain, plain)),
    ...Array.from({ length: 60 }, pair(told, plain)),
    ...Array.from({ length: 24 }, pair(told, told)),
  ]
  const nest =
    (ones: Clicked[]) =>
    (_: unknown, n: number): Shape => {
      const [a, b] = [at(ones, n * 61 + 5), at(plain, n * 67 + 7)]
      const [c, d] = [at(ones, n * 71 + 1), at(plain, n * 73 + 3)]
      const filter = group('all', [a, group('any', [b, c]), group('none', [d])])
      const name = `${said(a)}, and ${said(b)} or ${said(c)}, and not ${said(d)}`
      const holds = (it: number) => a.holds(it) && (b.holds(it) || c.holds(it)) && !d.holds(it)
      return { name, ...order(n * 7 + 2), filter, holds }
    }
  const nests = [...Array.from({ length: 60 }, nest(plain)), ...Array.from({ length: 30 }, nest(told))]
  const isOwn = (n: number) => known.owner(n) === rep
  // What is of a company within somebody else's reach is unknown to them, and how many deals there are.
  const hidden = /^(company|within|openDeals|deal)/
  const own = [...alone, ...single.filter(({ name }) => !hidden.test(name))]
    .filter((it, n) => n % 6 === 0 && !hidden.test(it.sort))
    .map(
      (it): Shape => ({
        ...it,
        own: true,
        name: `own alone: ${it.name}`,
        holds: (n) => isOwn(n) && it.holds(n),
      }),
    )
  return [...alone, ...single, ...pairs, ...nests, ...own]
}

export const conditions = clicked.length

/** The first keys of whom it holds, in its order. */
export function rightKeys({ holds, sort, direction }: Shape, limit: number): Key[] {
  const key = sortKeys[sort]!
  const way = direction === 'asc' ? 1 : -1
  const before = (a: Key, b: Key) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -way : way)
  const all: Key[] = []
  for (let n = 1; n <= people; n++) if (holds(n)) all.push(key(n))
  return all.sort(before).slice(0, limit)
}

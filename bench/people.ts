import type { FilterGroup } from '#workspace/lists/contract'
import type { Benchmark } from './bench.ts'
import { type Installation, install } from './installation.ts'
import { idOf, type Person, people, personOf, populate } from './people-data.ts'

const limit = 50
const eachShape = 5
const statisticsMs = 1_500

type Key = string | number | null
/** A condition as somebody clicks it together, and what it means. */
type Clicked = {
  field: string
  operator: string
  value: string | string[] | null
  holds: (it: Person) => boolean
}
type Shape = {
  name: string
  filter?: FilterGroup
  q?: string
  sort: string
  direction: 'asc' | 'desc'
  holds: (it: Person) => boolean
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
/** As the database folds what is in these names. */
const folded = (text: string | null) =>
  text?.toLowerCase().replaceAll('ø', 'o').replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '') ??
  null
const is = (field: string, value: string | string[], holds: Clicked['holds']): Clicked => ({
  ...{ field, operator: 'is', value, holds },
})

/** Frequent and rare ones of each kind of field, its own, its company's, its standing's and custom. */
const clicked: Clicked[] = [
  is('stage', 'customer', (it) => it.stage === 'customer'),
  is('stage', ['lead', 'ready'], (it) => it.stage === 'lead' || it.stage === 'ready'),
  is('country', 'LI', (it) => it.country === 'LI'),
  is('country', 'DE', (it) => it.country === 'DE'),
  is('city', 'Town 77', (it) => it.city === 'Town 77'),
  is('jobTitle', 'Chief Sensor Officer', (it) => it.jobTitle === 'Chief Sensor Officer'),
  { ...is('jobTitle', 'sensor', (it) => /sensor/i.test(it.jobTitle ?? '')), operator: 'contains' },
  { ...is('jobTitle', 'nobody is called that', () => false), operator: 'contains' },
  { ...is('name', 'ana', (it) => it.name.startsWith('Ana')), operator: 'starts' },
  { ...is('email', 'firm4711.', (it) => it.email.includes('firm4711.')), operator: 'contains' },
  is('owner', idOf('m', 3), (it) => it.owner === 3),
  { ...is('owner', '', (it) => it.owner === null), operator: 'empty', value: null },
  is('tag', 'vip', (it) => it.tags.includes('vip')),
  is('tag', 'fair', (it) => it.tags.includes('fair')),
  { ...is('tag', 'newsletter', (it) => !it.tags.includes('newsletter')), operator: 'is_not' },
  is('companySector', 'Mining', (it) => it.sector === 'Mining'),
  is('companySector', 'Sector 4', (it) => it.sector === 'Sector 4'),
  {
    ...is('company', 'company 4711 ', (it) => it.company?.startsWith('Company 4711 ') ?? false),
    operator: 'starts',
  },
  { ...is('interest', '98', (it) => it.interest > 98), operator: 'gt' },
  { ...is('fit', ['20', '60'], (it) => it.fit >= 20 && it.fit <= 60), operator: 'between' },
  {
    ...is('lastAct', '2026-09-20', (it) => it.lastAct !== null && it.lastAct >= day('2026-09-21')),
    operator: 'after',
  },
  { ...is('lastAct', '', (it) => it.lastAct === null), operator: 'empty', value: null },
  { ...is('custom.machines', '495', (it) => (it.machines ?? 0) > 495), operator: 'gt' },
  is('custom.machine', 'Stone saw', (it) => it.machine === 'Stone saw'),
  is('custom.machine', 'Press 7', (it) => it.machine === 'Press 7'),
]

const sorts: { sort: string; key: (it: Person) => Key }[] = [
  { sort: 'created', key: (it) => it.created },
  { sort: 'name', key: (it) => folded(it.name) },
  { sort: 'interest', key: (it) => it.interest },
  { sort: 'lastAct', key: (it) => it.lastAct },
  { sort: 'city', key: (it) => folded(it.city) },
  { sort: 'company', key: (it) => folded(it.company) },
  { sort: 'custom.machines', key: (it) => it.machines },
]

const group = (match: FilterGroup['match'], all: Clicked[]): FilterGroup => ({
  match,
  items: all.map(({ holds: _, ...it }) => it as FilterGroup['items'][number]),
})

/** Each condition by itself in one order, pairs in each way, and nothing but an order; the same in every run. */
function shapes(): Shape[] {
  const order = (n: number) => ({
    ...sorts[n % sorts.length]!,
    direction: n % 2 ? ('asc' as const) : ('desc' as const),
  })
  const named = (all: Clicked[], how: string) =>
    all.map((it) => `${it.field} ${it.operator} ${it.value}`).join(` ${how} `)
  const bare = sorts.map(
    ({ sort }, n): Shape => ({
      name: 'everybody',
      sort,
      direction: n % 2 ? 'asc' : 'desc',
      holds: () => true,
    }),
  )
  const single = clicked.map((it, n): Shape => {
    const { sort, direction } = order(n)
    return { ...{ name: named([it], ''), sort, direction }, filter: group('all', [it]), holds: it.holds }
  })
  const pairs = clicked.map((it, n): Shape => {
    const other = clicked[(n * 7 + 3) % clicked.length]!
    const match = (['all', 'any', 'none'] as const)[n % 3]!
    const { sort, direction } = order(n + 2)
    const holds = {
      all: (one: Person) => it.holds(one) && other.holds(one),
      any: (one: Person) => it.holds(one) || other.holds(one),
      none: (one: Person) => !it.holds(one) && !other.holds(one),
    }[match]
    return {
      ...{ name: `${match}: ${named([it, other], ',')}`, sort, direction },
      filter: group(match, [it, other]),
      holds,
    }
  })
  return [...bare, ...single, ...pairs]
}

/** A tree as a query: `filter[items][0][field]=city`. */
function query(value: unknown, name: string, into: URLSearchParams): void {
  if (value === null || value === undefined) return
  if (typeof value !== 'object') into.append(name, String(value))
  else for (const [key, one] of Object.entries(value)) query(one, `${name}[${key}]`, into)
}

type Row = { id: string }
async function ask(at: Installation, { filter, sort, direction }: Shape, more: object = {}): Promise<Row[]> {
  const asked = new URLSearchParams({ sort, direction, limit: String(limit), ...more })
  query(filter, 'filter', asked)
  return (await at.ask<{ rows: Row[] }>('GET', `/contacts?${asked}`)).rows
}

/** The first page of any list, server time with the way to it. Floor: as many rows of one table along its index. */
export const list: Benchmark = {
  name: 'people',
  work: `the first page of ${shapes().length} lists of ${people.toLocaleString('en')} people, by ${clicked.length} conditions, in pairs and orders: the slowest hundredth`,
  unit: 'ms',
  prepare: async () => {
    const at = await install()
    await populate(at)
    const all = Array.from({ length: people }, (_, n) => personOf(n + 1))
    const byId = new Map(all.map((one) => [idOf('c', one.n), one]))
    return {
      oracle: async () => {
        for (const shape of shapes()) await check(at, shape, all, byId)
        await slowPlans(at)
      },
      round: async () => {
        const times: number[] = []
        for (const shape of shapes())
          for (let n = 0; n < eachShape; n++) {
            const from = performance.now()
            await ask(at, shape)
            times.push(performance.now() - from)
          }
        return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!
      },
      floor: async () => {
        const from = performance.now()
        await at.sql(
          `select * from contact where workspace_id = $1 order by created_at desc, id desc limit ${limit}`,
          [at.workspaceId],
        )
        return performance.now() - from
      },
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
}

/** All rows hold what was asked, in its order, from the first on, and none is missing that would have had a place. */
async function check(
  at: Installation,
  shape: Shape,
  all: readonly Person[],
  byId: ReadonlyMap<string, Person>,
): Promise<void> {
  const rows = (await ask(at, shape)).map(({ id }) => byId.get(id)!)
  const { key } = sorts.find(({ sort }) => sort === shape.sort)!
  const expected = all.filter(shape.holds).map(key)
  const way = shape.direction === 'asc' ? 1 : -1
  expected.sort((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -way : way))
  const told = rows.map(key)
  const wrong =
    rows.some((one) => !shape.holds(one)) || JSON.stringify(told) !== JSON.stringify(expected.slice(0, limit))
  if (wrong)
    throw new Error(
      `${shape.name} by ${shape.sort}: ${JSON.stringify({ told, right: expected.slice(0, limit) })}`,
    )
}

/** Prints, slowest first, how long each shape takes and how many rows it looks at. */
async function slowPlans(at: Installation): Promise<void> {
  const told: { ms: number; rows: number; scans: number; name: string }[] = []
  const read = async () =>
    (
      await at.sql<{ rows: number; scans: number }>(
        `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as rows, sum(seq_scan) filter (where n_live_tup > 50000)::float8 as scans
         from pg_stat_user_tables`,
      )
    )[0]!
  for (const shape of shapes()) {
    const before = await read()
    const from = performance.now()
    await ask(at, shape)
    const ms = performance.now() - from
    await new Promise((resolve) => setTimeout(resolve, statisticsMs))
    const after = await read()
    told.push({
      ms,
      rows: after.rows - before.rows,
      scans: after.scans - before.scans,
      name: `${shape.name} by ${shape.sort} ${shape.direction}`,
    })
  }
  for (const { ms, rows, scans, name } of told.sort((a, b) => b.ms - a.ms))
    console.error(`${ms.toFixed(0).padStart(6)} ms ${String(rows).padStart(9)} rows ${scans} scans  ${name}`)
}

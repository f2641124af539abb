import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { badCursor, decodeCursor, encodeCursor, invalid } from '#platform/http'
import { expected, few, findsFew } from './few.ts'
import type { Found } from './finding.ts'
import type { KeyType, List } from './list.ts'

export type Order = { sort: string; direction: 'asc' | 'desc' }
type Placed = { id: string; key: string | null; through: string | null }
/** How the rows of a page follow each other: by a value, those without one at the end, and behind which row it begins. */
type Ordered = {
  by: RawBuilder<unknown>
  key: KeyType
  /** Of whom records have their value, by id, between the value and their own. */
  through: RawBuilder<unknown> | null
  /** Each has a value. */
  known: boolean
  from: RawBuilder<unknown>
  direction: Order['direction']
  after: Placed | null
  wanted: number
}

/** Ids of one page in an order, and the cursor of the next; a cursor belongs to the order it was made in. */
export async function idPage(
  db: Db,
  list: List,
  found: Found,
  { sort, direction }: Order,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const field = found.fields.get(sort)
  if (!field?.key) throw invalid('unknown_sort', `The list can’t be sorted by “${sort}”.`)
  const ordered: Ordered = {
    ...{ by: field.sortBy ?? field.by, key: field.key, known: field.known ?? false, direction },
    ...{ from: sql`${list.from} ${field.join ?? sql``}`, through: field.through ?? null },
    after: page.cursor ? positionIn(page.cursor, `${sort} ${direction}`, field.key) : null,
    wanted: page.limit + 1,
  }
  const rows =
    ((await findsFew(db, list, found)) && (await gathered(db, list, found, ordered))) ||
    (await walked(db, list, found, ordered))
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    ids: shown.map((row) => row.id),
    next:
      rows.length > page.limit && last
        ? encodeCursor([`${sort} ${direction}`, last.key, last.through, last.id])
        : null,
  }
}

const wayOf = (direction: Order['direction']) =>
  direction === 'asc' ? ([sql`>`, sql`asc`] as const) : ([sql`<`, sql`desc`] as const)

/**
 * Looks up all that is found and puts it in order; null if that is more than a few. Walked in an order until a page is
 * full, few of a million would be found at its very end.
 */
async function gathered(
  db: Db,
  list: List,
  { where }: Pick<Found, 'where'>,
  { by, key, through, from, direction, after, wanted }: Ordered,
): Promise<Placed[] | null> {
  const id = sql.ref(`${list.table}.id`)
  const [way, order] = wayOf(direction)
  const beyond = !after
    ? sql`true`
    : after.key === null
      ? sql`place is null and id ${way} ${after.id}::uuid`
      : sql`place is null or (place, through, id) ${way} (${after.key}::${sql.raw(key)}, ${after.through ?? nobody}::uuid, ${after.id}::uuid)`
  const ends = sql`place ${order} nulls last, through ${order}, id ${order}`
  const { rows } = await sql<(Placed | { id: null; key: null; through: null }) & { total: number }>`
    with found as materialized (select ${id} as id, ${by} as place, ${throughOf(by, through)} as through from ${from} where ${where} limit ${few + 1})
    select counted.total, page.id, page.place::text as key, page.through from (select count(*)::int as total from found) counted
    left join (select id, place, through from found where ${beyond} order by ${ends} limit ${wanted}) page on true
    order by ${ends}`.execute(db)
  return rows[0]!.total > few ? null : rows.filter((row) => row.id !== null)
}

const nobody = '00000000-0000-0000-0000-000000000000'
/** Where there is no value there is nothing between it and the record. */
const throughOf = (by: RawBuilder<unknown>, through: Ordered['through']) =>
  through ? sql`case when ${by} is not null then ${through} end` : sql`${nobody}::uuid`

/** A stretch of an order, each of whose rows lies along an index: those with a value, and those without. */
type Stretch = {
  along: RawBuilder<unknown>
  ends: RawBuilder<unknown>
  beyond: (after: Placed) => RawBuilder<unknown>
}

/**
 * Walks the order until the page is full. What has no value comes after all that has one: a second stretch of its own, so
 * that each is walked along an index.
 */
async function walked(db: Db, list: List, found: Found, ordered: Ordered): Promise<Placed[]> {
  const { by, key, through, known, direction, after, wanted } = ordered
  const id = sql.ref(`${list.table}.id`)
  const [way, order] = wayOf(direction)
  const rows: Placed[] = []
  if (after?.key !== null)
    rows.push(
      ...(await walkedAlong(db, list, found, ordered, wanted, after, {
        along: known ? sql`true` : sql`${by} is not null`,
        ends: through
          ? sql`${by} ${order}, ${through} ${order}, ${id} ${order}`
          : sql`${by} ${order}, ${id} ${order}`,
        beyond: (last) => {
          const value = sql`${last.key}::${sql.raw(key)}`
          if (!through) return sql`(${by}, ${id}) ${way} (${value}, ${last.id}::uuid)`
          // The first alone is looked up in the index.
          return sql`${by} ${way}= ${value} and (${by}, ${through}, ${id}) ${way} (${value}, ${last.through ?? nobody}::uuid, ${last.id}::uuid)`
        },
      })),
    )
  if (!known && rows.length < wanted)
    rows.push(
      ...(await walkedAlong(
        db,
        list,
        found,
        ordered,
        wanted - rows.length,
        after?.key === null ? after : null,
        {
          ...{ along: sql`${by} is null`, ends: sql`${id} ${order}` },
          beyond: (last) => sql`${id} ${way} ${last.id}::uuid`,
        },
      )),
    )
  return rows
}

const firstStep = 300
const largestStep = 4_000
const mostSteps = 6_000
/** Beyond so many rows to walk, all that is found is gathered sooner, each condition asked of its whole table at once. */
const sooner = 150_000

/**
 * One stretch. What is asked is asked of so many rows at a time, in their order, as long as it is likely that a page is soon
 * full: the planner, which can't tell how often it holds, might read a million first (and would ask everybody beforehand,
 * were it asked whether one exists). Where too few are found so, all the rest is left to it; where hardly any are, so
 * that it can't walk on.
 */
async function walkedAlong(
  db: Db,
  list: List,
  { where, narrows }: Found,
  { by, through, from, direction }: Ordered,
  wanted: number,
  after: Placed | null,
  { along, ends, beyond }: Stretch,
): Promise<Placed[]> {
  const id = sql.ref(`${list.table}.id`)
  const shown = sql`${id} as id, (${by})::text as key, ${throughOf(by, through)} as through`
  const behind = (last: Placed | null) => (last ? beyond(last) : sql`true`)
  const rows: Placed[] = []
  let last = after
  let [seen, step] = [0, firstStep]
  while (narrows !== undefined && seen < mostSteps) {
    const { rows: stepped } = await sql<Placed & { holds: boolean }>`
      with step as materialized (
        select ${shown} from ${from} where ${list.living} and ${along} and ${behind(last)} order by ${ends} limit ${step})
      select step.*, coalesce((select true from ${list.from} where ${id} = step.id and ${where} limit 1), false) as holds
      from step`.execute(db)
    rows.push(...stepped.filter(({ holds }) => holds))
    if (rows.length >= wanted || stepped.length < step) return rows.slice(0, wanted)
    seen += stepped.length
    last = stepped.at(-1)!
    step = Math.min(largestStep, Math.ceil((1.3 * seen * (wanted - rows.length)) / Math.max(1, rows.length)))
    if (rows.length === 0 && seen > largestStep) break
  }
  const asked = sql`${where} and ${along} and ${behind(last)}`
  const left = wanted - rows.length
  if (narrows !== undefined && left * seen > sooner * rows.length)
    return [...rows, ...(await inOrder(db, { by, through, from, direction }, id, asked, left))]
  const { rows: rest } = await sql<Placed>`
    select ${shown} from ${from} where ${asked} order by ${ends} limit ${left}`.execute(db)
  return [...rows, ...rest]
}

/** All that is asked for, found first and then put in order. */
async function inOrder(
  db: Db,
  { by, through, from, direction }: Pick<Ordered, 'by' | 'through' | 'from' | 'direction'>,
  id: RawBuilder<unknown>,
  asked: RawBuilder<unknown>,
  limit: number,
): Promise<Placed[]> {
  const [, order] = wayOf(direction)
  const { rows } = await sql<Placed>`
    with found as materialized (select ${id} as id, ${by} as place, ${throughOf(by, through)} as through from ${from} where ${asked})
    select id, place::text as key, through from found
    order by place ${order}, through ${order}, id ${order} limit ${limit}`.execute(db)
  return rows
}

function positionIn(cursor: string, order: string, type: KeyType): Placed {
  const [of, key, through, id] = decodeCursor(cursor, 'text', `${type}?`, 'uuid?', 'uuid')
  if (of !== order) throw badCursor()
  return { id, key, through }
}

const mostCounted = 10_000

/** How many: exact up to ten thousand, beyond that what the database expects, so that it never costs more than the list. */
export async function countFound(
  db: Db,
  list: List,
  where: RawBuilder<boolean>,
  { exactly = false }: { exactly?: boolean | undefined } = {},
): Promise<{ count: number; exact: boolean }> {
  const most = exactly ? sql`` : sql`limit ${mostCounted + 1}`
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from ${list.from} where ${where} ${most}) found`.execute(db)
  const n = rows[0]!.n
  if (exactly || n <= mostCounted) return { count: n, exact: true }
  return { count: Math.max(n, roughly(await expected(db, list, where))), exact: false }
}

/** Two figures of it: more would look like a count. */
export function roughly(rows: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rows))) - 1)
  return Math.round(rows / unit) * unit
}

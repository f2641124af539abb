import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { badCursor, decodeCursor, encodeCursor, invalid } from '#platform/http'
import type { Found } from './finding.ts'
import type { KeyType, List } from './list.ts'

export type Order = { sort: string; direction: 'asc' | 'desc' }
type Placed = { id: string; key: string | null }

/**
 * Ids of one page in an order, and the cursor of the next; a cursor belongs to the order it was made in. What has no
 * value comes after all that has one: a second stretch of its own, so that each is walked along an index.
 */
export async function idPage(
  db: Db,
  list: List,
  found: Found,
  { sort, direction }: Order,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const field = found.fields.get(sort)
  if (!field?.key) throw invalid('unknown_sort', `The list can’t be sorted by “${sort}”.`)
  const by = field.sortBy ?? field.by
  const id = sql.ref(`${list.table}.id`)
  const [way, order] = direction === 'asc' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const from = sql`${list.from} ${field.join ?? sql``}`
  const after = page.cursor ? positionIn(page.cursor, `${sort} ${direction}`, field.key) : null
  const wanted = page.limit + 1
  const rows: Placed[] = []
  const where = found.narrows ? await amongFew(db, list, found) : found.where
  if (after?.key !== null) {
    const beyond = after
      ? sql`(${by}, ${id}) ${way} (${after.key}::${sql.raw(field.key)}, ${after.id}::uuid)`
      : sql`true`
    const known = field.known ? sql`true` : sql`${by} is not null`
    const { rows: placed } = await sql<Placed>`
      select ${id} as id, (${by})::text as key from ${from}
      where ${where} and ${known} and ${beyond} order by ${by} ${order}, ${id} ${order} limit ${wanted}`.execute(
      db,
    )
    rows.push(...placed)
  }
  if (!field.known && rows.length < wanted) {
    const beyond = after?.key === null ? sql`${id} ${way} ${after.id}::uuid` : sql`true`
    const { rows: placed } = await sql<Placed>`
      select ${id} as id, null as key from ${from}
      where ${where} and ${by} is null and ${beyond} order by ${id} ${order} limit ${wanted - rows.length}`.execute(
      db,
    )
    rows.push(...placed)
  }
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    ids: shown.map((row) => row.id),
    next: rows.length > page.limit && last ? encodeCursor([`${sort} ${direction}`, last.key, last.id]) : null,
  }
}

const few = 5_000
const many = 20_000

/**
 * Those whom a filter finds by their ids, if they are few; else the filter as it is. Walked in an order until a page is full,
 * few of a million would be found at its very end, and how many there are the planner can't tell of a vague filter, nor
 * where what is asked goes together. That somebody finds many it can tell.
 */
async function amongFew(
  db: Db,
  list: List,
  { where, narrows }: Pick<Found, 'where' | 'narrows'>,
): Promise<RawBuilder<boolean>> {
  if (narrows !== 'vaguely' && (await expected(db, list, where)) > many) return where
  const id = sql.ref(`${list.table}.id`)
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${list.from} where ${where} limit ${few + 1}`.execute(db)
  return rows.length > few ? where : sql<boolean>`${id} = any(${rows.map((row) => row.id)}::uuid[])`
}

/** How many rows the planner expects. */
export async function expected(db: Db, list: List, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select 1 from ${list.from} where ${where}`.execute(db)
  return rows[0]!['QUERY PLAN'][0].Plan['Plan Rows']
}

function positionIn(cursor: string, order: string, type: KeyType): Placed {
  const [of, key, id] = decodeCursor(cursor, 'text', `${type}?`, 'uuid')
  if (of !== order) throw badCursor()
  return { id, key }
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

/** Named records or all that a filter finds, the latter in steps; only those within reach are ever found. */
export async function idsMeant<Where>(
  db: Db,
  list: List,
  it: {
    ids?: string[] | undefined
    where?: Where | undefined
    after?: string | undefined
    most?: number | undefined
  },
  find: (where: Where) => Promise<{ where: RawBuilder<boolean> }>,
): Promise<{ ids: string[]; next: string | null }> {
  if (!it.ids === !it.where) throw invalid('whom', 'Name either records or a filter.')
  const where = it.where
    ? (await find(it.where)).where
    : sql<boolean>`${list.living} and ${sql.ref(`${list.table}.id`)} = any(${it.ids}::uuid[])`
  return idsFound(db, list, where, it)
}

const mostAtOnce = 100_000

/** Whom a bulk act is about, in the order of their ids; `most` and `after` take it in steps. */
async function idsFound(
  db: Db,
  list: List,
  where: RawBuilder<boolean>,
  { after, most }: { after?: string | undefined; most?: number | undefined } = {},
): Promise<{ ids: string[]; next: string | null }> {
  const id = sql.ref(`${list.table}.id`)
  const beyond = after ? sql`${id} > ${after}::uuid` : sql`true`
  const limit = most ?? mostAtOnce
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${list.from} where ${where} and ${beyond} order by ${id} limit ${limit + 1}`.execute(
    db,
  )
  if (most === undefined && rows.length > limit)
    throw invalid('too_many', 'More than 100,000 at once. Narrow the filter.')
  const ids = rows.slice(0, limit).map((row) => row.id)
  return { ids, next: rows.length > limit ? ids.at(-1)! : null }
}

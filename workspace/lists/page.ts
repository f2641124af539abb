import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { badCursor, decodeCursor, encodeCursor, invalid } from '#platform/http'
import { expected, few, findsFew } from './few.ts'
import type { Found } from './finding.ts'
import type { KeyType, List } from './list.ts'
import { nobody, type Order, type Ordered, type Placed, throughOf, walked, wayOf } from './walking.ts'

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
    member: field.member ?? null,
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

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { compileFilter, type Reading } from './conditions.ts'
import type { FilterGroup } from './contract.ts'
import type { Found } from './finding.ts'
import type { List } from './list.ts'

/** As many are put in order sooner than an order is walked to them. */
export const few = 5_000
const surelyFew = 2_000
const many = 20_000
/** Of so many records one is found: walking fills a page within a few thousand. */
const often = 50

/**
 * Whether what is found is looked up before it is put in order: unless that is certainly more than a few, or so large a
 * part of all that a page is soon filled. How many there are the planner can't tell of a vague filter, nor where what is
 * asked goes together; that somebody finds many it can.
 */
export async function findsFew(
  db: Db,
  list: List,
  { where, narrows }: Pick<Found, 'where' | 'narrows'>,
): Promise<boolean> {
  if (narrows !== 'clearly') return narrows !== undefined
  const rows = await expected(db, list, where)
  if (rows <= surelyFew || rows > many) return rows <= surelyFew
  return rows * often <= (await expected(db, list, list.living))
}

/** How many rows the planner expects. */
export async function expected(db: Db, list: List, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select 1 from ${list.from} where ${where}`.execute(db)
  return rows[0]!['QUERY PLAN'][0].Plan['Plan Rows']
}

/**
 * Whom those groups find of which any condition may hold, where each condition finds few: one by one they are looked up by
 * what each asks, together only by looking at everybody.
 */
export async function lookUpAny(db: Db, list: List, group: FilterGroup, reading: Reading): Promise<void> {
  if (group.match === 'none') return
  if (group.match === 'any' && group.items.length > 1) {
    const ids = await idsOfAny(db, list, group, reading)
    if (ids) reading.looked.set(group, { among: isAmong(list, ids) })
  } else for (const item of group.items) if ('items' in item) await lookUpAny(db, list, item, reading)
}

async function idsOfAny(db: Db, list: List, group: FilterGroup, reading: Reading): Promise<string[] | null> {
  if (group.items.some((item) => reading.looked.get(item) === 'common')) return null
  const each = group.items.map((item) => compileFilter({ match: 'all', items: [item] }, reading))
  // Each by itself: of several together the planner guesses that they hold of too many.
  for (const where of each) if ((await expected(db, list, where)) > many) return null
  const found = new Set<string>()
  for (const where of each) {
    const ids = await idsIfFew(db, list, sql`${list.living} and ${where}`)
    if (!ids) return null
    for (const id of ids) found.add(id)
  }
  return [...found]
}

async function idsIfFew(db: Db, list: List, where: RawBuilder<unknown>): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(`${list.table}.id`)} as id from ${list.from} where ${where} limit ${few + 1}`.execute(db)
  return rows.length > few ? null : rows.map(({ id }) => id)
}

const isAmong = (list: List, ids: string[]) =>
  sql<boolean>`${sql.ref(`${list.table}.id`)} = any(${ids}::uuid[])`

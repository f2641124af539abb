import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Found } from './finding.ts'
import type { KeyType, List, ListField } from './list.ts'

export type Order = { sort: string; direction: 'asc' | 'desc' }
export type Placed = { id: string; key: string | null; through: string | null }
/** How the rows of a page follow each other: by a value, those without one at the end, and behind which row it begins. */
export type Ordered = {
  by: RawBuilder<unknown>
  key: KeyType
  /** Of whom records have their value, by id, between the value and their own. */
  through: RawBuilder<unknown> | null
  member: ListField['member'] | null
  /** Each has a value. */
  known: boolean
  from: RawBuilder<unknown>
  direction: Order['direction']
  after: Placed | null
  wanted: number
}

export const wayOf = (direction: Order['direction']) =>
  direction === 'asc' ? ([sql`>`, sql`asc`] as const) : ([sql`<`, sql`desc`] as const)

export const nobody = '00000000-0000-0000-0000-000000000000'
/** Where there is no value there is nothing between it and the record. */
export const throughOf = (by: RawBuilder<unknown>, through: Ordered['through']) =>
  through ? sql`case when ${by} is not null then ${through} end` : sql`${nobody}::uuid`

/** A stretch of an order, each of whose rows lies along an index: those with a value, and those without. */
type Stretch = {
  along: RawBuilder<unknown>
  ends: RawBuilder<unknown>
  beyond: (after: Placed) => RawBuilder<unknown>
  /** The members in its order, one after the other of whom it is walked. */
  members?: Named[]
}
type Named = { key: string; through: string }

/** Members who have a record, in the order of their names, from one on. */
async function membersFrom(
  db: Db,
  { has }: NonNullable<ListField['member']>,
  direction: Order['direction'],
  after: Placed | null,
): Promise<Named[]> {
  const [way, order] = wayOf(direction)
  const { rows } = await sql<Named>`
    select named.name_key as key, named.id as through from member named
    where ${has} and ${after ? sql`(named.name_key, named.id) ${way}= (${after.key}::text, ${after.through ?? nobody}::uuid)` : sql`true`}
    order by named.name_key ${order}, named.id ${order}`.execute(db)
  return rows
}

/**
 * Walks the order until the page is full. What has no value comes after all that has one: a second stretch of its own, so
 * that each is walked along an index.
 */
export async function walked(db: Db, list: List, found: Found, ordered: Ordered): Promise<Placed[]> {
  const { by, key, through, member, known, direction, after, wanted } = ordered
  // The planner would read everybody in the order of members' names, whatever is asked.
  const named = found.narrows !== undefined || found.everybody ? member : null
  const id = sql.ref(`${list.table}.id`)
  const [way, order] = wayOf(direction)
  const rows: Placed[] = []
  if (after?.key !== null)
    rows.push(
      ...(await walkedAlong(db, list, found, ordered, wanted, after, {
        ...(named && { members: await membersFrom(db, named, direction, after) }),
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
          ...{ along: sql`${member ? member.of : by} is null`, ends: sql`${id} ${order}` },
          beyond: (last) => sql`${id} ${way} ${last.id}::uuid`,
        },
      )),
    )
  return rows
}

const firstStep = 300
const largestStep = 4_000
const mostSteps = 6_000
/** A step costs as much as so many rows, however few it reads. */
const leastStep = 100
/** Of so many members all whom it holds of are looked for, each by themselves, where their records were walked in vain. */
const mostWhole = 3
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
  { where, narrows, everybody }: Found,
  { by, through, member, from, direction }: Ordered,
  wanted: number,
  after: Placed | null,
  { along, ends, beyond, members }: Stretch,
): Promise<Placed[]> {
  const id = sql.ref(`${list.table}.id`)
  const [way, order] = wayOf(direction)
  const shown = sql`${id} as id, (${by})::text as key, ${throughOf(by, through)} as through`
  const behind = (last: Placed | null) => (last ? beyond(last) : sql`true`)
  const partOf = ({ key, through: of }: Named) => ({
    shown: sql`${id} as id, ${key}::text as key, ${of}::uuid as through`,
    holds: sql`${member!.of} = ${of} and ${last?.through === of ? sql`${id} ${way} ${last.id}::uuid` : sql`true`}`,
  })
  const rows: Placed[] = []
  let last = after
  let [seen, step] = [0, everybody ? wanted : firstStep]
  while ((narrows !== undefined || members) && seen < mostSteps) {
    if (members?.length === 0) return rows
    const one = members?.[0] && partOf(members[0])
    const { rows: stepped } = await sql<Placed & { holds: boolean }>`
      with step as materialized (
        select ${one?.shown ?? shown} from ${from} where ${list.living} and ${one?.holds ?? sql`${along} and ${behind(last)}`}
        order by ${one ? sql`${id} ${order}` : ends} limit ${step})
      select step.*, coalesce((select true from ${list.from} where ${id} = step.id and ${where} limit 1), false) as holds
      from step`.execute(db)
    rows.push(...stepped.filter(({ holds }) => holds))
    if (rows.length >= wanted) return rows.slice(0, wanted)
    if (stepped.length < step && !members) return rows
    if (stepped.length < step) members?.shift()
    seen += Math.max(stepped.length, leastStep)
    last = stepped.at(-1) ?? last
    step = Math.min(largestStep, Math.ceil((1.3 * seen * (wanted - rows.length)) / Math.max(1, rows.length)))
    if (rows.length === 0 && seen > largestStep) break
  }
  for (const one of members?.splice(0, mostWhole) ?? []) {
    const { shown, holds } = partOf(one)
    const { rows: theirs } = await sql<Placed>`
      select ${shown} from ${from} where ${where} and ${holds} order by ${id} ${order} limit ${wanted - rows.length}`.execute(
      db,
    )
    rows.push(...theirs)
    if (rows.length === wanted) return rows
    last = theirs.at(-1) ?? last
  }
  if (members?.length === 0) return rows
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

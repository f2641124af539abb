import { sql } from 'kysely'
import { type Behind, type Figure, figuresOf } from '#insight/numbers'
import { type CountedSet, type Filter, setOf } from '#insight/sets'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type CountedRows, spanOf } from './month.ts'

export type Content = Awaited<ReturnType<typeof figuresOf>>

export const firmOf = (db: Db) =>
  db
    .selectFrom('workspace')
    .select(['zone', 'currency', 'name', 'created_at as createdAt'])
    .executeTakeFirstOrThrow()

export async function frozenMonths(db: Db) {
  return db
    .selectFrom('month')
    .select(['id', sql<string>`month::text`.as('month'), 'frozen_at as frozenAt'])
    .orderBy('month', 'desc')
    .execute()
}

export async function frozenMonth(db: Db, month: string) {
  const row = await db
    .selectFrom('month')
    .select(['id', 'content', 'zone', 'currency', 'frozen_at as frozenAt'])
    .where('month', '=', month)
    .executeTakeFirst()
  return row && { ...row, content: row.content as Content }
}

/** How a set is kept: by its key, and by what it is narrowed to. */
const nameOf = ({ key, view, ...only }: Behind) =>
  [view, key, ...narrowings.flatMap((it) => (only[it] === undefined ? [] : [`${it}=${only[it]}`]))].join(' ')
const narrowings = ['origin', 'channel', 'reason'] as const

/** Its rows as they are opened: of one origin, source or reason if it says so. */
function narrowedTo(set: CountedSet, behind: Behind): CountedSet {
  const { origin, channel, reason } = behind
  if ([origin, channel, reason].every((it) => it === undefined)) return set
  const { shared, ...rest } = set
  return {
    ...rest,
    rows: sql`select s.* from (${set.rows}) s where true
      ${origin === undefined ? sql`` : sql`and s.origin = ${origin}`}
      ${channel === undefined ? sql`` : sql`and s.channel = ${channel}`}
      ${reason === undefined ? sql`` : sql`and coalesce(s.reason, 'other') = ${reason}`}`,
  }
}

/** Each one of these that was counted would be too many to keep. */
const isKept = ({ unit }: CountedSet) => unit !== 'visit' && unit !== 'letter'

/** The sets behind figures whose rows are kept, each once. */
async function setsBehind(db: Db, figures: readonly Figure[], filter: Filter, now: Date) {
  const behind = new Map(figures.flatMap((it) => it.behind).map((it) => [nameOf(it), it]))
  const sets: { name: string; set: CountedSet }[] = []
  for (const [name, it] of behind) {
    const set = await setOf(db, it.key, filter, it.view, now)
    if (set && isKept(set)) sets.push({ name, set: narrowedTo(set, it) })
  }
  return sets
}

async function rowsOf(db: Db, sets: { name: string; set: CountedSet }[]): Promise<Map<string, CountedRows>> {
  if (sets.length === 0) return new Map()
  const { rows } = await sql<{ name: string; rows: CountedRows | null }>`${sql.join(
    sets.map(
      ({ name, set }) =>
        sql`select ${name}::text as name, json_object_agg(s.id, s.value) as rows from (${set.rows}) s`,
    ),
    sql` union all `,
  )}`.execute(db)
  return new Map(rows.map((row) => [row.name, row.rows ?? {}]))
}

/** Keeps the numbers of a month with the rows that they counted; once, whoever comes first. */
export async function freezeMonth(
  db: Db,
  month: string,
  { zone, currency }: { zone: string; currency: string },
  now: Date,
): Promise<boolean> {
  const { from, to } = spanOf(month, zone)
  const filter = { from, to, zone, ofSeen: false }
  const content = await figuresOf(db, filter, now)
  const made = await db
    .insertInto('month')
    .values({ id: uuidv7(now), month, zone, currency, content: JSON.stringify(content), frozen_at: now })
    .onConflict((on) => on.columns(['workspace_id', 'month']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  const counted = await rowsOf(db, await setsBehind(db, content.figures, filter, now))
  if (counted.size > 0)
    await db
      .insertInto('month_rows')
      .values(
        [...counted].map(([key, rows]) => ({
          id: uuidv7(now),
          month_id: made.id,
          key,
          rows: JSON.stringify(rows),
        })),
      )
      .execute()
  return true
}

/** What the sets behind these figures counted at the freeze, and what they count now. */
export async function rowsThenAndNow(
  db: Db,
  {
    monthId,
    figures,
    filter,
    now,
  }: { monthId: string; figures: readonly Figure[]; filter: Filter; now: Date },
) {
  const sets = await setsBehind(db, figures, filter, now)
  const is = await rowsOf(db, sets)
  const kept = await db
    .selectFrom('month_rows')
    .select(['key', 'rows'])
    .where('month_id', '=', monthId)
    .where(sql<boolean>`key = any(${sets.map(({ name }) => name)}::text[])`)
    .execute()
  const was = new Map(kept.map((row) => [row.key, row.rows as CountedRows]))
  return (behind: Behind, isNew: boolean) => {
    const name = nameOf(behind)
    const set = sets.find((it) => it.name === name)?.set
    // What was not kept can't be compared, unless the number was not there at all.
    const before = was.get(name) ?? (isNew ? {} : undefined)
    return set && before && { set, was: before, is: is.get(name) ?? {} }
  }
}

import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Actor, badCursor, decodeCursor, encodeCursor, notFound } from '#platform/http'
import { calendarsOf, localDay } from '#workspace/calendars'
import { titlesOf } from '#workspace/search'
import type { boxes, Task } from './contract.ts'
import { boxOf } from './task.ts'

export const linkColumns = {
  contactId: 'contact_id',
  companyId: 'company_id',
  dealId: 'deal_id',
  handoverId: 'handover_id',
} as const
export type LinkKey = keyof typeof linkColumns
export type Filter = { ownerId?: string | undefined } & { [K in LinkKey]?: string | undefined }
type Listed = (typeof boxes)[number]
type Path = (record: string, id: string) => string
/** Who looks at tasks, and when. */
type Seeing = { now: Date; path: Path; reach: Actor['reach'] }

const columns = [
  'task.id',
  'task.title',
  'task.body',
  'task.owner_id',
  'task.contact_id',
  'task.company_id',
  'task.deal_id',
  'task.handover_id',
  'task.due_on',
  'task.due_at',
  'task.timed',
  'task.done_at',
  'task.created_at',
] as const

/** Which day it is for each member, as text for SQL: what is due today differs between Berlin and New York. */
async function todays(db: Db, now: Date): Promise<Map<string, string>> {
  const ids = (await db.selectFrom('member').select('id').execute()).map(({ id }) => id)
  const calendars = await calendarsOf(db, ids, now)
  return new Map([...calendars].map(([id, calendar]) => [id, localDay(calendar, now)]))
}

const todayOf = (days: ReadonlyMap<string, string>) =>
  sql`(select d.today from jsonb_to_recordset(${JSON.stringify([...days].map(([id, today]) => ({ id, today })))}::jsonb) as d (id uuid, today date) where d.id = task.owner_id)`

const living = (filter: Filter) => {
  const tests = [sql`task.deleted_at is null`]
  if (filter.ownerId) tests.push(sql`task.owner_id = ${filter.ownerId}`)
  for (const [key, column] of Object.entries(linkColumns))
    if (filter[key as LinkKey]) tests.push(sql`${sql.ref(`task.${column}`)} = ${filter[key as LinkKey]}`)
  return sql<boolean>`${sql.join(tests, sql` and `)}`
}

const inBox = (box: Listed, days: ReadonlyMap<string, string>, now: Date) => {
  if (box === 'done') return sql<boolean>`task.done_at is not null`
  const tests = {
    open: sql`true`,
    overdue: sql`task.due_at < ${now}`,
    today: sql`task.due_at >= ${now} and task.due_on <= ${todayOf(days)}`,
    later: sql`(task.due_at is null or (task.due_at >= ${now} and task.due_on > ${todayOf(days)}))`,
  }
  return sql<boolean>`task.done_at is null and ${tests[box]}`
}

/** One page of a box: open ones by when they are due, without a day last; done ones the latest first. */
export async function taskPage(
  db: Db,
  it: Seeing & { filter: Filter; box: Listed; cursor?: string | undefined; limit: number },
): Promise<{ rows: Task[]; next: string | null }> {
  const days = await todays(db, it.now)
  const done = it.box === 'done'
  const by = done ? sql`task.done_at` : sql`coalesce(task.due_at, 'infinity')`
  let past = sql<boolean>`true`
  if (it.cursor) {
    const [box, key, id] = decodeCursor(it.cursor, 'text', 'timestamptz', 'uuid')
    if (box !== it.box) throw badCursor()
    past = sql<boolean>`(${by}, task.id) ${done ? sql`<` : sql`>`} (${key}::timestamptz, ${id}::uuid)`
  }
  const rows = await selectTasks(db)
    .select(sql<string>`(${by})::text`.as('key'))
    .where(living(it.filter))
    .where(inBox(it.box, days, it.now))
    .where(past)
    .orderBy(by, done ? 'desc' : 'asc')
    .orderBy('task.id', done ? 'desc' : 'asc')
    .limit(it.limit + 1)
    .execute()
  const shown = rows.slice(0, it.limit)
  const last = shown.at(-1)
  return {
    rows: await asTasks(db, shown, { days, ...it }),
    next: rows.length > it.limit && last ? encodeCursor([it.box, last.key, last.id]) : null,
  }
}

export async function taskCounts(db: Db, filter: Filter, now: Date) {
  const days = await todays(db, now)
  const { rows } = await sql<{ overdue: number; today: number; later: number }>`
    select count(*) filter (where ${inBox('overdue', days, now)})::int as overdue,
           count(*) filter (where ${inBox('today', days, now)})::int as today,
           count(*) filter (where ${inBox('later', days, now)})::int as later
    from task where ${living(filter)} and done_at is null`.execute(db)
  return rows[0] ?? { overdue: 0, today: 0, later: 0 }
}

export async function taskDetails(db: Db, id: string, it: Seeing): Promise<Task> {
  const rows = await selectTasks(db).where('task.id', '=', id).where('task.deleted_at', 'is', null).execute()
  const [task] = await asTasks(db, rows, { days: await todays(db, it.now), ...it })
  if (!task) throw gone()
  return task
}

/** A living task within reach, held until the transaction ends. */
export async function lockTask(db: Db, id: string) {
  const task = await db
    .selectFrom('task')
    .select(columns)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!task) throw gone()
  return task
}

const gone = () => notFound('no_task', 'This task is not there, or you may not see it.')

const selectTasks = (db: Db) =>
  db
    .selectFrom('task')
    .leftJoin('member', (on) =>
      on.onRef('member.workspace_id', '=', 'task.workspace_id').onRef('member.id', '=', 'task.owner_id'),
    )
    .select(columns)
    .select('member.name as owner_name')

type Row = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number]

async function asTasks(
  db: Db,
  rows: readonly Row[],
  { days, now, path, reach }: Seeing & { days: ReadonlyMap<string, string> },
): Promise<Task[]> {
  const linksOf = (row: Row) =>
    (['contact', 'company', 'deal', 'handover'] as const).flatMap((record) => {
      const id = row[`${record}_id`]
      return id ? [{ record, id }] : []
    })
  const names = await titlesOf(
    db,
    rows.flatMap((row) => linksOf(row).map(({ id }) => id)),
    reach,
  )
  return rows.map((row) => {
    const due = { dueAt: row.due_at, dueOn: row.due_on, doneAt: row.done_at }
    return {
      id: row.id,
      title: row.title,
      body: row.body,
      owner: { id: row.owner_id, name: row.owner_name ?? 'Somebody' },
      about: linksOf(row).map(({ record, id }) => ({
        record,
        id,
        name: record === 'handover' ? 'Handover' : (names.get(id) ?? null),
        path: path(record, id),
      })),
      ...due,
      timed: row.timed,
      box: boxOf(due, { now, today: days.get(row.owner_id) ?? '' }),
      createdAt: row.created_at,
    }
  })
}

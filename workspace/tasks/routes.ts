import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, type Entry, guard, type Inside, invalid } from '#platform/http'
import type { Registry } from '#platform/registry'
import { calendarOf } from '#workspace/calendars'
import { checkOwner } from '#workspace/members'
import { tasksContract } from './contract.ts'
import { type LinkKey, linkColumns, lockTask, taskCounts, taskDetails, taskPage } from './store.ts'
import { dueAt, snoozedTo } from './task.ts'

const os = implement(tasksContract).$context<Entry>().use(guard)
const pathIn = (registry: Registry) => (record: string, id: string) =>
  registry.records.find((it) => it.record === record)?.path(id) ?? '/tasks'
const seeing = ({ now, actor, registry }: Inside & Entry) => ({
  now,
  reach: actor.reach,
  path: pathIn(registry),
})

export const tasks = os.router({
  list: os.list.handler(async ({ context, input: { box, cursor, limit, ...filter } }) =>
    taskPage(context.db, { filter, box, cursor, limit, ...seeing(context) }),
  ),
  counts: os.counts.handler(async ({ context: { db, now }, input }) => taskCounts(db, input, now)),
  get: os.get.handler(async ({ context, input }) => taskDetails(context.db, input.id, seeing(context))),
  create: os.create.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const ownerId = input.ownerId ?? actor.memberId
    await checkGiven(context, ownerId)
    const links = await linksIn(context, input)
    const id = uuidv7(now)
    await db
      .insertInto('task')
      .values({
        id,
        title: input.title,
        body: input.body?.trim() || null,
        owner_id: ownerId,
        created_by: actor.memberId,
        ...links,
        ...(await dueIn(db, ownerId, { day: input.dueOn ?? null, time: input.dueTime ?? null }, now)),
        created_at: now,
      })
      .execute()
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    const task = await lockTask(db, input.id)
    const ownerId = input.ownerId ?? task.owner_id
    if (ownerId !== task.owner_id) await checkGiven(context, ownerId)
    const day = input.dueOn === undefined ? task.due_on : input.dueOn
    // Another owner has another calendar: the day and time stay, the instant they mean may not.
    const kept = input.dueOn === undefined && task.timed ? await timeOf(db, task, now) : null
    const time = input.dueTime === undefined ? kept : input.dueTime
    const changesDue = input.dueOn !== undefined || input.dueTime !== undefined || ownerId !== task.owner_id
    await db
      .updateTable('task')
      .set({
        owner_id: ownerId,
        ...(input.title !== undefined && { title: input.title }),
        ...(input.body !== undefined && { body: input.body?.trim() || null }),
        ...(await linksIn(context, input)),
        ...(changesDue && (await dueIn(db, ownerId, { day, time }, now))),
      })
      .where('id', '=', task.id)
      .execute()
    return { operationId }
  }),
  complete: os.complete.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const task = await lockTask(db, input.id)
    if (task.done_at) throw conflict('already_done', 'This task is done already.')
    await db
      .updateTable('task')
      .set({ done_at: now, done_by: actor.memberId })
      .where('id', '=', task.id)
      .execute()
    return { operationId }
  }),
  reopen: os.reopen.handler(async ({ context: { db, operationId }, input }) => {
    const task = await lockTask(db, input.id)
    if (!task.done_at) throw conflict('not_done', 'This task is open already.')
    await db.updateTable('task').set({ done_at: null, done_by: null }).where('id', '=', task.id).execute()
    return { operationId }
  }),
  snooze: os.snooze.handler(async ({ context: { db, now, operationId }, input }) => {
    const task = await lockTask(db, input.id)
    if (task.done_at) throw conflict('already_done', 'This task is done already. Reopen it first.')
    const day = snoozedTo(await calendarOf(db, task.owner_id, now), input.until, now)
    const time = task.timed ? await timeOf(db, task, now) : null
    await db
      .updateTable('task')
      .set(await dueIn(db, task.owner_id, { day, time }, now))
      .where('id', '=', task.id)
      .execute()
    return { operationId, dueOn: day }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    const task = await lockTask(db, input.id)
    await db.updateTable('task').set({ deleted_at: now }).where('id', '=', task.id).execute()
    return { operationId }
  }),
})

async function dueIn(db: Db, ownerId: string, due: { day: string | null; time: string | null }, now: Date) {
  if (due.day === null && due.time !== null)
    throw invalid('time_without_day', 'Say on which day.', { fields: { dueOn: 'Choose a day' } })
  if (due.day === null) return { due_on: null, due_at: null, timed: false }
  const at = dueAt(await calendarOf(db, ownerId, now), due.day, due.time)
  return { due_on: due.day, due_at: at, timed: due.time !== null }
}

/** The time of day that a task names, as its owner reads it. */
async function timeOf(db: Db, task: { owner_id: string; due_at: Date | null }, now: Date) {
  if (!task.due_at) return null
  const { zone } = await calendarOf(db, task.owner_id, now)
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
    task.due_at,
  )
}

/** A task goes to a colleague who works here and whose tasks the giver sees. */
async function checkGiven({ db, actor }: Pick<Inside, 'db' | 'actor'>, ownerId: string): Promise<void> {
  await checkOwner({ db, actor }, ownerId, 'this task')
  const member = await db.selectFrom('member').select('status').where('id', '=', ownerId).executeTakeFirst()
  if (member?.status !== 'active')
    throw invalid('no_member', 'Choose a member who works here.', { fields: { ownerId: 'Choose a member' } })
}

/** Records that a task hangs on are looked up under the caller's own fence: what they can't see, they can't link. */
async function linksIn(
  { db, registry }: Pick<Inside, 'db'> & Pick<Entry, 'registry'>,
  it: { [K in LinkKey]?: string | null | undefined },
) {
  const links: { [K in (typeof linkColumns)[LinkKey]]?: string | null } = {}
  for (const key of Object.keys(linkColumns) as LinkKey[]) {
    const id = it[key]
    if (id === undefined) continue
    links[linkColumns[key]] = id
    if (id === null) continue
    const kind = registry.records.find((known) => known.record === key.replace('Id', ''))
    if (!kind || !(await kind.isThere(db, id)))
      throw invalid('no_record', 'What this task is about is not there, or you may not see it.', {
        fields: { [key]: 'Not there' },
      })
  }
  return links
}

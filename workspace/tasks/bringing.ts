import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { ImportFinding, ImportHow } from '#platform/registry'
import { calendarsOf, localDay } from '#workspace/calendars'
import { dueAt } from './task.ts'

/** Something of a file that was still to be done there. */
export type BroughtTask = {
  line: number
  externalId: string
  title: string
  body: string | null
  /** Whom the file names; null: nobody who works here. */
  ownerId: string | null
  contactId: string | null
  companyId: string | null
  dealId: string | null
  due: { day: string; time: string | null } | { at: Date } | null
  /** The file says it is done, at a time or without one; null: it is open. */
  done: { at: Date | null } | null
}
type Known = Awaited<ReturnType<typeof tasksBrought>> extends Map<string, infer Row> ? Row : never

/** Living tasks that came of a file, by their number there. */
export async function tasksBrought(db: Db, externalIds: readonly string[]) {
  const rows = await db
    .selectFrom('task')
    .select(['id', 'external_id', 'title', 'body', 'owner_id', 'due_on', 'due_at', 'timed', 'done_at'])
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.external_id!, row]))
}

/**
 * Makes tasks of what a file says is open, each once by its number, of whom it names or else of whoever brings it in. Of one
 * that is there the file changes something only where it shall win; what is done here stays done.
 */
export async function bringTasks(
  db: Db,
  tasks: readonly BroughtTask[],
  { now, policy, by = null }: Pick<ImportHow, 'now' | 'policy' | 'by'>,
): Promise<ImportFinding[]> {
  if (tasks.length === 0) return []
  const known = await tasksBrought(
    db,
    tasks.map(({ externalId }) => externalId),
  )
  const ownerOf = await ownersAmong(db, tasks, by)
  const owners = [...new Set(tasks.flatMap((task) => ownerOf(task) ?? []))]
  const calendars = await calendarsOf(db, [...owners, ...[...known.values()].map((it) => it.owner_id)], now)
  const dueIn = ({ due }: BroughtTask, ownerId: string) => {
    const calendar = calendars.get(ownerId)
    if (!due || !calendar) return { due_on: null, due_at: null, timed: false }
    if ('at' in due) return { due_on: localDay(calendar, due.at), due_at: due.at, timed: true }
    return { due_on: due.day, due_at: dueAt(calendar, due.day, due.time), timed: due.time !== null }
  }
  const findings: ImportFinding[] = []
  const made = new Map<string, BroughtTask & { owner: string }>()
  for (const task of tasks) {
    const there = known.get(task.externalId)
    const owner = ownerOf(task)
    if (there) {
      const changed = await change(db, there, task, dueIn(task, owner ?? there.owner_id), { now, policy })
      findings.push({ line: task.line, is: changed ? 'matched' : 'unchanged' })
    } else if (made.has(task.externalId)) findings.push({ line: task.line, is: 'unchanged' })
    else if (owner) {
      made.set(task.externalId, { ...task, owner })
      findings.push({ line: task.line, is: 'created', also: 'task' })
    } else findings.push({ line: task.line, is: 'refused', reason: nobodys })
  }
  const rows = [...made.values()].map((task) => ({
    id: uuidv7(now),
    external_id: task.externalId,
    title: task.title,
    body: task.body,
    owner_id: task.owner,
    created_by: by,
    contact_id: task.contactId,
    company_id: task.companyId,
    deal_id: task.dealId,
    ...dueIn(task, task.owner),
    created_at: now,
  }))
  if (rows.length > 0) await db.insertInto('task').values(rows).execute()
  return findings
}

const nobodys =
  'It is still to be done, and nobody who works here is named whose task it could be. Say whom the name of its owner means.'

/** Whose a task is: whom the file names, unless they left, else who brings it in; null: nobody’s. */
async function ownersAmong(db: Db, tasks: readonly BroughtTask[], by: string | null) {
  const named = [...new Set(tasks.flatMap(({ ownerId }) => ownerId ?? []))]
  const here = await db
    .selectFrom('member')
    .select('id')
    .where(sql<boolean>`id = any(${named}::uuid[])`)
    .where('status', '<>', 'left')
    .execute()
  const ids = new Set(here.map(({ id }) => id))
  return ({ ownerId }: BroughtTask) => (ownerId && ids.has(ownerId) ? ownerId : by)
}

type Due = { due_on: string | null; due_at: Date | null; timed: boolean }

async function change(
  db: Db,
  there: Known,
  task: BroughtTask,
  due: Due,
  { now, policy }: Pick<ImportHow, 'now' | 'policy'>,
): Promise<boolean> {
  if (there.done_at) return false
  const wins = (field: string) => policy(field) === 'overwrite'
  const isDueElse = due.due_at?.getTime() !== there.due_at?.getTime() || due.due_on !== there.due_on
  const set = {
    ...(wins('subject') && task.title !== there.title && { title: task.title }),
    ...(wins('text') && task.body && task.body !== there.body && { body: task.body }),
    ...(wins('dueAt') && task.due && isDueElse && due),
    ...(wins('status') && task.done && { done_at: earlier(task.done.at, now), done_by: there.owner_id }),
  }
  if (Object.keys(set).length === 0) return false
  await db.updateTable('task').set(set).where('id', '=', there.id).execute()
  return true
}

const earlier = (at: Date | null, now: Date) => (at && at < now ? at : now)

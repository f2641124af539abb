import { z } from 'zod'
import { day, done, endpoint, id, instant, line, page, pageInput, prose } from '#platform/http/contract'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of the day, as 14:30')
const links = {
  contactId: id.nullable(),
  companyId: id.nullable(),
  dealId: id.nullable(),
  handoverId: id.nullable(),
}
export const boxes = ['overdue', 'today', 'later', 'open', 'done'] as const
export const snoozes = ['tomorrow', 'in_two_days', 'next_week'] as const

/** What a task hangs on; the name is null where the viewer may not see the record. */
const about = z.object({
  record: z.enum(['contact', 'company', 'deal', 'handover']),
  id,
  name: z.string().nullable(),
  path: z.string(),
})

export const taskShape = z.object({
  id,
  title: z.string(),
  body: z.string().nullable(),
  owner: z.object({ id, name: z.string() }),
  about: z.array(about),
  /** The day on the owner's calendar. */
  dueOn: day.nullable(),
  /** By when; the end of the working day unless `timed`. */
  dueAt: instant.nullable(),
  timed: z.boolean(),
  /** Where it stands for its owner now. */
  box: z.enum(['overdue', 'today', 'later', 'done']),
  doneAt: instant.nullable(),
  createdAt: instant,
})
export type Task = z.infer<typeof taskShape>

const filter = {
  ownerId: id.optional(),
  contactId: id.optional(),
  companyId: id.optional(),
  dealId: id.optional(),
  handoverId: id.optional(),
}
const touches = { touches: ['tasks', 'deals'] }

export const tasksContract = {
  /** Tasks of a box, what is due first at the top; what is done, the latest first. */
  list: endpoint('tasks.read')
    .route({ method: 'GET', path: '/tasks' })
    .input(z.object({ ...filter, box: z.enum(boxes).default('open'), ...pageInput }))
    .output(page(taskShape)),
  /** How many are overdue, due today and due later. */
  counts: endpoint('tasks.read')
    .route({ method: 'GET', path: '/tasks/counts' })
    .input(z.object(filter))
    .output(z.object({ overdue: z.number().int(), today: z.number().int(), later: z.number().int() })),
  get: endpoint('tasks.read')
    .route({ method: 'GET', path: '/tasks/{id}' })
    .input(z.object({ id }))
    .output(taskShape),
  /** A task of whoever makes it, unless an owner is named. A time needs a day. */
  create: endpoint('tasks.write', { ...touches, label: 'Task made' })
    .route({ method: 'POST', path: '/tasks' })
    .input(
      z.object({
        title: line(500).min(1),
        body: prose(5000).nullable().optional(),
        ownerId: id.optional(),
        dueOn: day.nullable().optional(),
        dueTime: time.nullable().optional(),
        ...z.object(links).partial().shape,
      }),
    )
    .output(done.extend({ id })),
  update: endpoint('tasks.write', { ...touches, label: 'Task edited' })
    .route({ method: 'PATCH', path: '/tasks/{id}' })
    .input(
      z.object({
        id,
        title: line(500).min(1).optional(),
        body: prose(5000).nullable().optional(),
        ownerId: id.optional(),
        /** Named without a time: any time of that day. Null: no day. */
        dueOn: day.nullable().optional(),
        dueTime: time.nullable().optional(),
        ...z.object(links).partial().shape,
      }),
    )
    .output(done),
  /** Done, by whoever says so; the second of two is told. */
  complete: endpoint('tasks.write', { ...touches, label: 'Task done' })
    .route({ method: 'POST', path: '/tasks/{id}/completion' })
    .input(z.object({ id }))
    .output(done),
  reopen: endpoint('tasks.write', { ...touches, label: 'Task reopened' })
    .route({ method: 'POST', path: '/tasks/{id}/reopening' })
    .input(z.object({ id }))
    .output(done),
  /** Puts a task off to a working day of its owner; a time that was named stays. */
  snooze: endpoint('tasks.write', { ...touches, label: 'Task put off' })
    .route({ method: 'POST', path: '/tasks/{id}/snooze' })
    .input(z.object({ id, until: z.enum(snoozes) }))
    .output(done.extend({ dueOn: day })),
  remove: endpoint('tasks.write', { ...touches, label: 'Task deleted' })
    .route({ method: 'DELETE', path: '/tasks/{id}' })
    .input(z.object({ id }))
    .output(done),
}

import { ActionIcon, Checkbox, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { Link } from '#ui/shell'
import type { snoozes, Task } from '../contract.ts'
import { dueWords } from './due.ts'
import { EditTask } from './edit-task.tsx'
import { useAct } from './saving.ts'
import css from './tasks.module.css'

export const snoozeWords: Record<(typeof snoozes)[number], string> = {
  tomorrow: 'To the next working day',
  in_two_days: 'In two working days',
  next_week: 'To next week',
}
export type RowKnows = {
  /** What the page is about, so that the row needn't say it. */
  record?: string | undefined
  /** Whose tasks these are. */
  owner?: boolean | undefined
}

export function useTaskActs() {
  const act = useAct()
  return {
    tick: ({ id, doneAt }: Task) =>
      doneAt
        ? act(() => client.tasks.reopen({ id }), 'The task is open again.')
        : act(() => client.tasks.complete({ id }), 'Done.'),
    snooze: ({ id }: Task, until: (typeof snoozes)[number]) =>
      act(() => client.tasks.snooze({ id, until }), 'The task is put off.'),
    remove: ({ id }: Task) => act(() => client.tasks.remove({ id }), 'The task is deleted.'),
  }
}

/** A task: tick it off, open it, put it off. */
export function TaskRow({ task, knows = {} }: { task: Task; knows?: RowKnows | undefined }) {
  const acts = useTaskActs()
  const [editing, setEditing] = useState(false)
  const due = dueWords(task)
  const about = task.about.filter(({ record, name }) => record !== knows.record && name !== null)
  return (
    <li data-task={task.id}>
      <span className={css.tick}>
        <Checkbox
          aria-label={task.doneAt ? `Open again: ${task.title}` : `Done: ${task.title}`}
          checked={task.doneAt !== null}
          onChange={() => void acts.tick(task)}
        />
      </span>
      <div className={css.text}>
        <button
          type="button"
          className={css.title}
          data-done={task.doneAt ? true : undefined}
          data-title
          dir="auto"
          onClick={() => setEditing(true)}
        >
          {task.title}
        </button>
        {task.body && (
          <p className={css.body} dir="auto">
            {task.body}
          </p>
        )}
        <div className={css.meta}>
          {task.doneAt ? (
            <span>Done {formatDateTime(task.doneAt)}</span>
          ) : (
            due && (
              <span className={task.box === 'overdue' ? css.late : undefined}>
                {task.box === 'overdue' ? `Was due ${due}` : due}
              </span>
            )
          )}
          {about.map(({ record, id, name, path }) => (
            <Link key={id} to={path}>
              <span dir="auto">{record === 'handover' ? 'Handover' : name}</span>
            </Link>
          ))}
          {!knows.owner && <span dir="auto">{task.owner.name}</span>}
        </div>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${task.title}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!task.doneAt && (
            <>
              <Menu.Label>Put off</Menu.Label>
              {(Object.keys(snoozeWords) as (typeof snoozes)[number][]).map((until) => (
                <Menu.Item key={until} onClick={() => void acts.snooze(task, until)}>
                  {snoozeWords[until]}
                </Menu.Item>
              ))}
              <Menu.Divider />
            </>
          )}
          <Menu.Item onClick={() => setEditing(true)}>Change</Menu.Item>
          <Menu.Item onClick={() => void acts.remove(task)}>Delete</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing && <EditTask task={task} onClose={() => setEditing(false)} />}
    </li>
  )
}

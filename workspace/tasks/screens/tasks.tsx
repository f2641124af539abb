import { SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { EmptyState, ErrorState, Loading, ShowMore } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page, useUrl } from '#ui/shell'
import type { Task } from '../contract.ts'
import { AddTask } from './add-task.tsx'
import { TaskRow, useTaskActs } from './row.tsx'
import css from './tasks.module.css'

const pageRows = 100
const groups = [
  { box: 'overdue', title: 'Overdue' },
  { box: 'today', title: 'Today' },
  { box: 'later', title: 'Later' },
] as const

/** What I have to do, or what all have: overdue, today, later; and what is done. */
export default function Tasks() {
  const [box, setBox] = useUrl('box')
  const [whose, setWhose] = useUrl('whose')
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const acts = useTaskActs()
  const done = box === 'done'
  const everybody = whose === 'all' && firm?.solo === false
  const query = useInfiniteQuery({
    ...orpc.tasks.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        box: done ? ('done' as const) : ('open' as const),
        limit: pageRows,
        ...(!everybody && firm && { ownerId: firm.member.id }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
    enabled: firm !== undefined,
  })
  const { data, error, refetch, hasNextPage } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  const titles = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-title]') ?? [])]
  const focused = (): Task | undefined => {
    const id = document.activeElement?.closest<HTMLElement>('[data-task]')?.dataset.task
    return rows?.find((row) => row.id === id)
  }
  const walk = (by: 1 | -1) => {
    const all = titles()
    const here = document.activeElement?.closest('[data-task]')
    const at = all.findIndex((title) => title.closest('[data-task]') === here)
    all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus()
  }
  /** The row may leave its box: the focus goes to the one that takes its place. */
  const then = async (act: (task: Task) => Promise<boolean>) => {
    const task = focused()
    if (!task) return
    const at = titles().findIndex(
      (title) => title.closest<HTMLElement>('[data-task]')?.dataset.task === task.id,
    )
    await act(task)
    requestAnimationFrame(() => titles()[Math.min(at, titles().length - 1)]?.focus())
  }
  useKeys(
    {
      n: { says: 'New task', run: () => field.current?.focus() },
      j: { says: 'Next', run: () => walk(1) },
      k: { says: 'Previous', run: () => walk(-1) },
      x: { says: 'Done, or open again', run: () => void then(acts.tick) },
      s: {
        says: 'Put off to the next working day',
        run: () => void then((it) => acts.snooze(it, 'tomorrow')),
      },
      '#': { says: 'Delete', run: () => void then(acts.remove) },
    },
    { group: 'Tasks' },
  )
  return (
    <Page
      title="Tasks"
      narrow
      tabs={[
        { label: 'To do', to: '/tasks' },
        { label: 'Done', to: '/tasks?box=done' },
      ]}
      actions={
        firm?.solo === false && (
          <SegmentedControl
            aria-label="Whose"
            value={everybody ? 'all' : 'mine'}
            onChange={(value) => setWhose(value === 'all' ? 'all' : '')}
            data={[
              { value: 'mine', label: 'Mine' },
              { value: 'all', label: 'Everybody’s' },
            ]}
          />
        )
      }
    >
      <div className={css.stack} ref={list}>
        {!done && <AddTask field={field} />}
        {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
        {!error && !rows && <Loading lines={6} />}
        {rows?.length === 0 &&
          (done ? (
            <EmptyState
              title="Nothing is done yet"
              action={{ label: 'To what is to do', run: () => setBox('') }}
            >
              What you tick off stays here.
            </EmptyState>
          ) : (
            <EmptyState title="Nothing to do">
              Write the next step of a deal above. End it with a day, and Home reminds you.
            </EmptyState>
          ))}
        {done && rows && rows.length > 0 && <Rows rows={rows} owner={!everybody} />}
        {!done &&
          groups.map((group) => {
            const inside = rows?.filter((row) => row.box === group.box) ?? []
            return (
              inside.length > 0 && (
                <Section key={group.box} title={group.title} count={hasNextPage ? undefined : inside.length}>
                  <Rows rows={inside} owner={!everybody} />
                </Section>
              )
            )
          })}
        <ShowMore of={query} />
      </div>
    </Page>
  )
}

function Rows({ rows, owner }: { rows: readonly Task[]; owner: boolean }) {
  return (
    <ul className={css.list}>
      {rows.map((task) => (
        <TaskRow key={task.id} task={task} knows={{ owner }} />
      ))}
    </ul>
  )
}

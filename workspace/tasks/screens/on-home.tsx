import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, useBadge } from '#ui/shell'
import { AddTask } from './add-task.tsx'
import { TaskRow } from './row.tsx'
import css from './tasks.module.css'

const shown = 8

/** Home: what is overdue and due today, and how much comes later. */
export default function OnHome() {
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const ownerId = firm?.member.id
  const { data, error } = useQuery({
    ...orpc.tasks.list.queryOptions({ input: { box: 'open', limit: shown, ...(ownerId && { ownerId }) } }),
    enabled: ownerId !== undefined,
  })
  const { data: counts } = useQuery({
    ...orpc.tasks.counts.queryOptions({ input: { ...(ownerId && { ownerId }) } }),
    enabled: ownerId !== undefined,
  })
  useBadge('home', counts?.overdue, 'red')
  const due = data?.rows.filter(({ box }) => box !== 'later')
  const all = counts && counts.overdue + counts.today
  return (
    <Section
      title="Due today"
      count={all}
      actions={<Link to="/tasks">{counts?.later ? `${counts.later} later` : 'All tasks'}</Link>}
    >
      <AddTask />
      {error && <ErrorState what={problemText(error)} />}
      {!error && !due && <Loading lines={2} />}
      {due?.length === 0 && <p className={css.none}>Nothing is due today.</p>}
      {due && due.length > 0 && (
        <ul className={css.list}>
          {due.map((task) => (
            <TaskRow key={task.id} task={task} knows={{ owner: true }} />
          ))}
        </ul>
      )}
      {all !== undefined && all > shown && <Link to="/tasks">All {all}</Link>}
    </Section>
  )
}

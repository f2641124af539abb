import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { AddTask, type Of } from './add-task.tsx'
import { TaskRow } from './row.tsx'
import css from './tasks.module.css'

const shown = 50

/** On a record's page: what is to be done about it, and one line to add the next step. */
export function TasksOf({ of, record }: { of: Of; record: 'contact' | 'company' | 'deal' | 'handover' }) {
  const { data, error } = useQuery(
    orpc.tasks.list.queryOptions({ input: { ...of, box: 'open', limit: shown } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const field = useRef<HTMLInputElement>(null)
  useKeys(
    { t: { says: 'Add a next step', run: () => field.current?.focus() } },
    { group: 'Record', when: record !== 'handover' },
  )
  return (
    <Section title="Next steps" count={data?.next ? undefined : data?.rows.length}>
      <AddTask of={of} field={field} label="Add a next step" />
      {error && <ErrorState what={problemText(error)} />}
      {!error && !data && <Loading lines={2} />}
      {data && data.rows.length > 0 && (
        <ul className={css.list}>
          {data.rows.map((task) => (
            <TaskRow key={task.id} task={task} knows={{ record, owner: task.owner.id === firm?.member.id }} />
          ))}
        </ul>
      )}
    </Section>
  )
}

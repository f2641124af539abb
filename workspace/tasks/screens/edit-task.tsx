import { Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { DateField, SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import type { Task } from '../contract.ts'
import css from './tasks.module.css'

const timeShape = /^([01]?\d|2[0-3]):[0-5]\d$/
const clock = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)

/** All of a task, to change. Day and time are those of its owner's calendar. */
export function EditTask({ task, onClose }: { task: Task; onClose: () => void }) {
  const { data: hours } = useQuery(orpc.calendars.get.queryOptions())
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const zone =
    hours && (hours.members.find(({ memberId }) => memberId === task.owner.id)?.own ?? hours.firm).zone
  return (
    <Modal opened onClose={onClose} title="The task">
      {zone && members && <Fields task={task} zone={zone} members={members.rows} onClose={onClose} />}
    </Modal>
  )
}

type FieldsProps = {
  task: Task
  zone: string
  members: { id: string; name: string; status: string }[]
  onClose: () => void
}

function Fields({ task, zone, members, onClose }: FieldsProps) {
  const queries = useQueryClient()
  const form = useForm({
    initialValues: {
      title: task.title,
      body: task.body ?? '',
      dueOn: task.dueOn,
      dueTime: task.timed && task.dueAt ? clock(task.dueAt, zone) : '',
      ownerId: task.owner.id,
    },
    validate: {
      title: (text) => (text.trim() ? null : 'What is to be done'),
      dueOn: (day, { dueTime }) => (dueTime.trim() && !day ? 'Choose a day' : null),
      dueTime: (time) => (!time.trim() || timeShape.test(time.trim()) ? null : 'A time, as 14:30'),
    },
  })
  const reload = () => queries.invalidateQueries({ queryKey: orpc.tasks.key() })
  const saving = useSaving({
    form,
    save: ({ title, body, dueOn, dueTime, ownerId }) =>
      client.tasks.update({
        id: task.id,
        title: title.trim(),
        body: body.trim() || null,
        dueOn,
        dueTime: dueTime.trim().padStart(dueTime.trim() ? 5 : 0, '0') || null,
        ownerId,
      }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable('The task was changed.', operationId, reload)
    },
  })
  const choices = members.filter(({ id, status }) => status === 'active' || id === task.owner.id)
  return (
    <SavingForm of={saving} onCancel={onClose}>
      <TextInput label="What" maxLength={500} dir="auto" data-autofocus {...form.getInputProps('title')} />
      <Textarea label="Details" autosize minRows={2} dir="auto" {...form.getInputProps('body')} />
      <div className={css.pair}>
        <DateField label="Due on" {...form.getInputProps('dueOn')} />
        <TextInput label="At" placeholder="Any time" {...form.getInputProps('dueTime')} />
      </div>
      {choices.length > 1 && (
        <Select
          label="Owner"
          allowDeselect={false}
          searchable={choices.length > 7}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('ownerId')}
        />
      )}
    </SavingForm>
  )
}

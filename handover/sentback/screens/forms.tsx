import { Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { ChoiceCards, DateField, SavingForm, useForm, useSaving } from '#ui/form'
import { toast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import type { SendBackRow } from '../contract.ts'
import { useReload } from './use-answering.ts'

type Props = { row: SendBackRow; onClose: () => void }

/** Why it should not have been sent back; a manager decides by it. */
export function Contest({ row, onClose }: Props) {
  const reload = useReload()
  const form = useForm({
    initialValues: { text: '' },
    validate: { text: (text) => (text.trim() ? null : 'Say why; a manager decides by it') },
  })
  const saving = useSaving({
    form,
    save: ({ text }) => client.sendBacks.answer({ id: row.id, answer: 'contested', text: text.trim() }),
    onSaved: ({ operationId }) => {
      onClose()
      undoable('Contested. A manager decides.', operationId, reload)
      void reload()
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Contest" onCancel={onClose}>
      <Textarea
        label="Why should it not have been sent back?"
        data-autofocus
        autoFocus
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('text')}
      />
    </SavingForm>
  )
}

/** Until a day, or by the reason. */
export function Nurture({ row, onClose }: Props) {
  const reload = useReload()
  const form = useForm<{ until: string | null }>({ initialValues: { until: null } })
  const saving = useSaving({
    form,
    save: ({ until }) => client.sendBacks.answer({ id: row.id, answer: 'nurture', ...(until && { until }) }),
    onSaved: ({ operationId }) => {
      onClose()
      undoable(`${row.name} is nurtured and comes back by themselves.`, operationId, reload)
      void reload()
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Nurture" onCancel={onClose}>
      <DateField label="Until" description="Empty: as the reason says" {...form.getInputProps('until')} />
    </SavingForm>
  )
}

type Next = 'same' | 'route' | 'member' | 'nobody'
const nexts: { value: Next; label: string }[] = [
  { value: 'same', label: 'Back to the same seller' },
  { value: 'route', label: 'Offered again by the rules' },
  { value: 'member', label: 'To somebody I choose' },
  { value: 'nobody', label: 'To nobody for now' },
]
const decisions = [
  { value: 'upheld', label: 'It stands' },
  { value: 'overruled', label: 'It should not have been sent back' },
]

/** A manager's decision, none preselected, with its reason. */
export function Decide({ row, onClose }: Props) {
  const reload = useReload()
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const form = useForm<{
    decision: '' | 'upheld' | 'overruled'
    text: string
    next: Next
    memberId: string | null
  }>({
    initialValues: { decision: '', text: '', next: 'same', memberId: null },
    validate: {
      decision: (decision) => (decision ? null : 'Choose one'),
      text: (text) => (text.trim() ? null : 'Say why: both sides read it'),
      memberId: (id, { decision, next }) =>
        decision === 'overruled' && next === 'member' && !id ? 'Choose somebody' : null,
    },
  })
  const { decision, next, memberId } = form.values
  const saving = useSaving({
    form,
    save: (values) =>
      client.sendBacks.decide({
        id: row.id,
        decision: values.decision as 'upheld' | 'overruled',
        text: values.text.trim(),
        next: values.decision === 'overruled' ? values.next : 'nobody',
        ...(values.memberId && values.next === 'member' && { memberId: values.memberId }),
      }),
    onSaved: ({ operationId, handoverId }) => {
      onClose()
      if (handoverId) toast('Decided, and offered again.', 'green')
      else undoable('Decided. Both sides hear of it.', operationId, reload)
      void reload()
    },
  })
  const sellers = (members?.rows ?? []).filter(({ takesLeads, status }) => takesLeads && status === 'active')
  return (
    <SavingForm of={saving} submitLabel="Decide" onCancel={onClose}>
      <ChoiceCards
        label="Does the send-back stand?"
        value={decision || null}
        error={form.errors.decision}
        onChange={(value) => form.setFieldValue('decision', value as 'upheld' | 'overruled')}
        options={decisions}
      />
      <Textarea label="Why?" autosize minRows={2} maxLength={2000} {...form.getInputProps('text')} />
      {decision === 'overruled' && (
        <Select
          label="Where do they go?"
          data={nexts}
          allowDeselect={false}
          value={next}
          onChange={(value) => form.setFieldValue('next', value as Next)}
        />
      )}
      {decision === 'overruled' && next === 'member' && (
        <Select
          label="To whom?"
          data={sellers.map(({ id, name }) => ({ value: id, label: name }))}
          value={memberId}
          error={form.errors.memberId}
          onChange={(value) => form.setFieldValue('memberId', value)}
        />
      )}
    </SavingForm>
  )
}

import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { DateField, SavingForm, useForm, useSaving } from '#ui/form'
import { formatDate } from '#ui/format'
import { failToast, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Coverage, wholeDays } from './coverage.tsx'
import css from './hours.module.css'

type Calendars = Awaited<ReturnType<typeof client.calendars.get>>

/** Who is away and who stands in: nobody is offered anything while they are away. */
export function Absences({ calendars }: { calendars: Calendars }) {
  const [adding, setAdding] = useState(false)
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.calendars.key() })
  const nameOf = (id: string | null) => calendars.members.find(({ memberId }) => memberId === id)?.name
  const all = calendars.members
    .flatMap((member) =>
      member.absences.map((it) => ({ ...it, name: member.name, mayChange: member.mayChange })),
    )
    .sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime())
  const told = (said: string, operationId: string | null) =>
    undoToast(said, operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined)
  const cancel = async (id: string) => {
    try {
      const { operationId } = await client.calendars.cancelAbsence({ id })
      told('The absence is cancelled.', operationId)
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
    }
    await reload()
  }
  return (
    <Section
      title="Absences"
      count={all.length}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
          Enter an absence
        </Button>
      }
    >
      {all.length === 0 && <p className={css.dim}>Nobody is away.</p>}
      <ul className={css.list}>
        {all.map((it) => (
          <li key={it.id}>
            <b dir="auto">{it.name}</b>
            <span className={css.dim}>
              {formatDate(it.fromAt)} to {formatDate(new Date(it.toAt.getTime() - 1))}
              {it.deputyId && ` · ${nameOf(it.deputyId) ?? 'a colleague'} stands in`}
              {it.note && ` · ${it.note}`}
            </span>
            {it.mayChange && (
              <Button size="compact-sm" variant="default" onClick={() => void cancel(it.id)}>
                Cancel
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title="Absence"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Add
          calendars={calendars}
          onCancel={() => setAdding(false)}
          onDone={(operationId) => {
            setAdding(false)
            void reload()
            told('The absence is entered.', operationId)
          }}
        />
      </Modal>
    </Section>
  )
}

type AddProps = { calendars: Calendars; onDone: (operationId: string | null) => void; onCancel: () => void }

/** Whole days in the viewer's own zone: from the morning of the first to the end of the last. */
function Add({ calendars, onDone, onCancel }: AddProps) {
  const mine = calendars.members.filter(({ mayChange }) => mayChange)
  const form = useForm({
    initialValues: { memberId: mine[0]?.memberId ?? '', from: '', to: '', deputyId: '', note: '' },
    validate: {
      memberId: (value) => (value ? null : 'Who'),
      from: (value) => (value ? null : 'The first day'),
      to: (value, { from }) => (value && value >= from ? null : 'The last day, not before the first'),
    },
  })
  const saving = useSaving({
    form,
    save: ({ memberId, from, to, deputyId, note }) => {
      return client.calendars.addAbsence({
        memberId,
        ...wholeDays(from, to),
        deputyId: deputyId || null,
        note: note.trim() || null,
      })
    },
    onSaved: ({ operationId }) => onDone(operationId),
  })
  const names = (list: Calendars['members']) =>
    list.map(({ memberId, name }) => ({ value: memberId, label: name }))
  return (
    <SavingForm of={saving} onCancel={onCancel}>
      <Select label="Who" allowDeselect={false} data={names(mine)} {...form.getInputProps('memberId')} />
      <div className={css.pair}>
        <DateField
          label="First day"
          value={form.values.from || null}
          error={form.errors.from}
          onChange={(value) => form.setFieldValue('from', value ?? '')}
        />
        <DateField
          label="Last day"
          value={form.values.to || null}
          error={form.errors.to}
          onChange={(value) => form.setFieldValue('to', value ?? '')}
        />
      </div>
      <Select
        label="Who stands in"
        clearable
        placeholder="Nobody"
        data={names(calendars.members.filter(({ memberId }) => memberId !== form.values.memberId))}
        {...form.getInputProps('deputyId')}
        value={form.values.deputyId || null}
      />
      <TextInput label="Note" {...form.getInputProps('note')} />
      <Coverage {...form.values} />
    </SavingForm>
  )
}

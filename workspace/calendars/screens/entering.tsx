import { Select, TextInput } from '@mantine/core'
import { client } from '#ui/client'
import { DateField, SavingForm, useForm, useSaving } from '#ui/form'
import type { Calendars } from './absence.tsx'
import { Coverage, wholeDays } from './coverage.tsx'
import css from './hours.module.css'

type Entered = Awaited<ReturnType<typeof client.calendars.addAbsence>>
type Props = { calendars: Calendars; onDone: (entered: Entered) => void; onCancel: () => void }

/** Whole days in the viewer's own zone: from the morning of the first to the end of the last. */
export function Entering({ calendars, onDone, onCancel }: Props) {
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
    onSaved: onDone,
  })
  const names = (list: Calendars['members']) =>
    list.map(({ memberId, name }) => ({ value: memberId, label: name }))
  const { memberId, from, to, deputyId } = form.values
  const asksFor = mine.some((one) => one.memberId === memberId && one.asksFor)
  return (
    <SavingForm of={saving} submitLabel={asksFor ? 'Ask' : 'Save'} onCancel={onCancel}>
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
      {memberId && from && to >= from && (
        <Coverage
          {...{ memberId, ...wholeDays(from, to), deputyId: deputyId || null }}
          hint="Choose who stands in, or enter it as it is."
        />
      )}
      {asksFor && (
        <p className={css.dim}>A manager grants it before it counts. What begins today counts at once.</p>
      )}
    </SavingForm>
  )
}

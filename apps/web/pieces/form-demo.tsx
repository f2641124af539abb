import { Select, TextInput } from '@mantine/core'
import { ChoiceCards, DateField, MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { undoToast } from '#ui/pieces'
import css from './pieces.module.css'

type Values = {
  name: string
  owner: string | null
  valueMinor: number | null
  closeOn: string | null
  reason: string
}

/** A form that the server refuses once. */
export function FormDemo() {
  const form = useForm<Values>({
    initialValues: { name: '', owner: null, valueMinor: 1_249_950, closeOn: '2027-03-31', reason: '' },
    validate: { name: (name) => (name.trim() ? null : 'A deal needs a name.') },
  })
  const saving = useSaving({
    form,
    save: async (values) => {
      if (!values.reason) throw new Error('Say why first.')
    },
    onSaved: () => undoToast('Deal saved'),
  })
  return (
    <div className={css.form}>
      <SavingForm of={saving} submitLabel="Save the deal" onCancel={form.reset}>
        <TextInput label="Name" required {...form.getInputProps('name')} />
        <Select
          label="Owner"
          placeholder="Nobody yet"
          data={['Jonas Weiß', 'فاطمة الزهراء', 'Zoë O’Connor']}
          {...form.getInputProps('owner')}
        />
        <MoneyInput
          label="Value"
          currency="EUR"
          minor={form.values.valueMinor}
          onChange={(minor) => form.setFieldValue('valueMinor', minor)}
        />
        <DateField
          label="Expected to close"
          value={form.values.closeOn}
          onChange={(day) => form.setFieldValue('closeOn', day)}
        />
        <ChoiceCards
          label="Why is it sent back?"
          value={form.values.reason || null}
          onChange={(reason) => form.setFieldValue('reason', reason)}
          options={[
            { value: 'early', label: 'Too early', about: 'They name a date within twelve months.' },
            {
              value: 'data',
              label: 'Wrong data',
              about: 'Number, address or person is wrong; you name the field.',
            },
          ]}
        />
      </SavingForm>
    </div>
  )
}

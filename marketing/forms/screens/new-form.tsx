import { Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { ChoiceCards, SavingForm, useForm, useSaving } from '#ui/form'
import { useGo } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { Form } from '../contract.ts'
import { intentWords } from './words.ts'

type Props = { opened: boolean; onClose: () => void; lines: { value: string; label: string }[] }

/** A new form by its name and what it is for; it opens with fields that fit. */
export function NewForm({ opened, onClose, lines }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="New form" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Fields onClose={onClose} lines={lines} />
    </Modal>
  )
}

type Values = { name: string; intent: Form['intent']; productLineId: string | null }

function Fields({ onClose, lines }: Omit<Props, 'opened'>) {
  const go = useGo()
  const queries = useQueryClient()
  const form = useForm<Values>({
    initialValues: { name: '', intent: 'asks', productLineId: null },
    validate: { name: (name) => (name.trim() ? null : 'A form needs a name.') },
  })
  const saving = useSaving({
    form,
    save: ({ name, intent, productLineId }) =>
      client.forms.create({
        name: name.trim(),
        intent,
        ...(productLineId && { productLineId }),
      }),
    onSaved: ({ id, operationId }) => {
      const reload = () => queries.invalidateQueries({ queryKey: orpc.forms.key() })
      void reload()
      go(`/marketing/forms/${id}`, { replace: true })
      undoable(`“${form.getValues().name.trim()}” was made.`, operationId, () => {
        go('/marketing/forms')
        return reload()
      })
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Make it" onCancel={onClose}>
      <TextInput
        label="Name"
        description="Your name for it; it becomes the heading too, which you can change on the next page"
        data-autofocus
        autoComplete="off"
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <ChoiceCards
        label="What is it for?"
        value={form.values.intent}
        onChange={(value) => form.setFieldValue('intent', value as Form['intent'])}
        options={Object.entries(intentWords).map(([value, it]) => ({ value, ...it }))}
      />
      {lines.length > 1 && (
        <Select
          label="Product line"
          placeholder={`${lines[0]?.label}, as usual`}
          data={lines}
          clearable
          clearButtonProps={{ 'aria-label': 'Clear' }}
          {...form.getInputProps('productLineId')}
        />
      )}
    </SavingForm>
  )
}

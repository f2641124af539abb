import { Modal, TextInput } from '@mantine/core'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { useGo } from '#ui/shell'

import { undoable } from '#workspace/audit/screens'

type Props = { opened: boolean; onClose: () => void; after: () => unknown }

/** A new company by its name; the rest is filled in on its page. */
export function AddCompany({ opened, onClose, after }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Add a company"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Fields onClose={onClose} after={after} />
    </Modal>
  )
}

function Fields({ onClose, after }: Omit<Props, 'opened'>) {
  const go = useGo()
  const form = useForm({
    initialValues: { name: '', domain: '' },
    validate: { name: (text) => (text.trim() ? null : 'A company needs a name') },
  })
  const saving = useSaving({
    form,
    save: ({ name, domain }) =>
      client.companies.create({ name: name.trim(), ...(domain.trim() && { domain: domain.trim() }) }),
    onSaved: ({ id, operationId }) => {
      const { name } = form.getValues()
      void after()
      onClose()
      go(`/companies/${id}`)
      undoable(`${name.trim()} was added.`, operationId, () => {
        go('/companies')
        return after()
      })
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Add" onCancel={onClose}>
      <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <TextInput
        label="Web site"
        placeholder="firm.example"
        autoComplete="off"
        inputMode="url"
        {...form.getInputProps('domain')}
      />
    </SavingForm>
  )
}

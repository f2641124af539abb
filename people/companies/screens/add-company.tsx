import { Modal, TextInput } from '@mantine/core'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { useGo } from '#ui/shell'

import { undoable } from '#workspace/audit/screens'

type Props = {
  opened: boolean
  onClose: () => void
  after: () => unknown
  /** What the new one belongs to. */
  parent?: { id: string; name: string }
}

/** A new company by its name; the rest is filled in on its page. */
export function AddCompany({ opened, ...props }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={props.parent ? `Add one that belongs to ${props.parent.name}` : 'Add a company'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Fields {...props} />
    </Modal>
  )
}

function Fields({ onClose, after, parent }: Omit<Props, 'opened'>) {
  const go = useGo()
  const form = useForm({
    initialValues: { name: '', domain: '' },
    validate: { name: (text) => (text.trim() ? null : 'A company needs a name') },
  })
  const saving = useSaving({
    form,
    save: ({ name, domain }) =>
      client.companies.create({
        name: name.trim(),
        ...(domain.trim() && { domain: domain.trim() }),
        ...(parent && { parentId: parent.id }),
      }),
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

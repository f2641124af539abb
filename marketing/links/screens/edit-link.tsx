import { Modal, SimpleGrid, TextInput } from '@mantine/core'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import type { TrackedLink } from '../contract.ts'

type Props = {
  campaignId: string
  link: TrackedLink | null
  onClose: () => void
  reload: () => Promise<unknown>
}

/** A link: to which page, where it will stand. What is printed keeps its short address. */
export function EditLink({ campaignId, link, onClose, reload }: Props) {
  const form = useForm({
    initialValues: {
      page: link?.page ?? '',
      label: link?.label ?? '',
      source: link?.source ?? '',
      medium: link?.medium ?? '',
    },
    validate: { page: (page) => (page.trim() ? null : 'Which page?') },
  })
  const saving = useSaving({
    form,
    save: ({ label, ...rest }) => {
      const values = { ...rest, label: label.trim() || null }
      return link
        ? client.links.update({ id: link.id, ...values })
        : client.links.add({ campaignId, ...values })
    },
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(link ? 'The link is changed.' : 'The link is made.', operationId, reload)
    },
  })
  const text = { autoComplete: 'off', dir: 'auto' } as const
  return (
    <Modal
      opened
      onClose={onClose}
      title={link ? 'Change a link' : 'Add a link'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SavingForm of={saving} onCancel={onClose}>
        <TextInput
          label="A page of yours"
          placeholder="firm.example/offer"
          inputMode="url"
          data-autofocus
          maxLength={2000}
          {...form.getInputProps('page')}
        />
        <TextInput
          label="Name"
          placeholder="Poster in hall 4"
          maxLength={100}
          {...text}
          {...form.getInputProps('label')}
        />
        <SimpleGrid cols={2}>
          <TextInput
            label="Where it will stand"
            description="utm_source"
            placeholder="By the channel"
            maxLength={100}
            {...text}
            {...form.getInputProps('source')}
          />
          <TextInput
            label="Kind of place"
            description="utm_medium"
            placeholder="By the channel"
            maxLength={100}
            {...text}
            {...form.getInputProps('medium')}
          />
        </SimpleGrid>
      </SavingForm>
    </Modal>
  )
}

import { Modal, Select } from '@mantine/core'
import { FindPerson } from '#people/contacts/screens'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import type { CountedStatus } from '../contract.ts'
import { useReloadParticipants } from './use-participants.ts'

type Props = { campaignId: string; statuses: readonly CountedStatus[]; onClose: () => void }

/** One person into the campaign, found by name. */
export function AddSomebody({ campaignId, statuses, onClose }: Props) {
  const reload = useReloadParticipants()
  const form = useForm({
    initialValues: { contactId: null as string | null, statusId: statuses[0]?.id ?? null },
    validate: { contactId: (id) => (id ? null : 'Whom?') },
  })
  const saving = useSaving({
    form,
    save: ({ contactId, statusId }) =>
      client.participants.add({ campaignId, ids: [contactId ?? ''], ...(statusId && { statusId }) }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable('One person takes part.', operationId, reload)
    },
  })
  return (
    <Modal opened onClose={onClose} title="Add somebody" closeButtonProps={{ 'aria-label': 'Close' }}>
      <SavingForm of={saving} submitLabel="Add" onCancel={onClose}>
        <FindPerson
          label="Person"
          known={null}
          value={form.values.contactId}
          error={form.errors.contactId}
          onChange={(id) => form.setFieldValue('contactId', id)}
        />
        <Select
          label="Status"
          allowDeselect={false}
          data={statuses.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('statusId')}
        />
      </SavingForm>
    </Modal>
  )
}

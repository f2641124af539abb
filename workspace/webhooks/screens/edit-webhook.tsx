import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoToast } from '#ui/pieces'
import { EventsField } from './events-field.tsx'
import { Secret } from './secret.tsx'
import type { Endpoint } from './states.ts'
import { useReload } from './use-webhooks.ts'

/** Adds a webhook, whose secret is shown this once, or changes one. */
export function EditWebhook({ of, onClose }: { of?: Endpoint | undefined; onClose: () => void }) {
  const reload = useReload()
  const [secret, setSecret] = useState<string | null>(null)
  const form = useForm({
    initialValues: { name: of?.name ?? '', url: of?.url ?? '', events: of?.events ?? [] },
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name'),
      url: (url) => (url.trim() ? null : 'Say where it listens'),
      events: (events) => (events.length > 0 ? null : 'Choose at least one'),
    },
  })
  const saving = useSaving({
    form,
    save: async (it) => {
      const values = { ...it, name: it.name.trim(), url: it.url.trim() }
      if (!of) return client.webhooks.create(values)
      return { ...(await client.webhooks.update({ id: of.id, ...values })), secret: null }
    },
    onSaved: ({ secret: made, operationId: id }) => {
      void reload()
      if (made) setSecret(made)
      else {
        undoToast('It is saved.', id ? () => client.audit.undo({ id }).then(reload) : undefined)
        onClose()
      }
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={secret ? 'Copy the secret now' : of ? 'Change the webhook' : 'Add a webhook'}
      closeOnClickOutside={!secret && !form.isDirty()}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {secret ? (
        <Secret value={secret} onClose={onClose} />
      ) : (
        <SavingForm of={saving} onCancel={onClose} submitLabel={of ? 'Save' : 'Add the webhook'}>
          <TextInput
            label="Name"
            description="Which program listens, so that you know it again"
            placeholder="Accounting"
            maxLength={200}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label="Address"
            description="Where it listens; Baton sends a POST there for each event"
            placeholder="https://example.com/hooks/baton"
            type="url"
            maxLength={2000}
            {...form.getInputProps('url')}
          />
          <EventsField
            value={form.values.events}
            onChange={(events) => form.setFieldValue('events', events)}
            error={form.errors.events}
          />
        </SavingForm>
      )}
    </Modal>
  )
}

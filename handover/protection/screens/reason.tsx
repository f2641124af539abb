import { Modal, TextInput } from '@mantine/core'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import { useReloadProtection } from './use-protection.ts'

export type Asks = {
  title: string
  says: string
  button: string
  done: string
  run: (it: { id: string; reason: string }) => Promise<{ operationId: string | null }>
}
type Props = { id: string; about: string; asks: Asks; onClose: () => void }

/** An act that says why. */
export function WithReason({ id, about, asks, onClose }: Props) {
  const reload = useReloadProtection()
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim().length < 3 ? 'Say why, in a few words' : null) },
  })
  const saving = useSaving({
    form,
    save: ({ reason }) => asks.run({ id, reason: reason.trim() }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(asks.done, operationId, reload)
    },
  })
  return (
    <Modal opened onClose={onClose} title={asks.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <SavingForm of={saving} submitLabel={asks.button} onCancel={onClose}>
        <p dir="auto">{about}</p>
        <TextInput
          label="Why?"
          description={asks.says}
          maxLength={500}
          data-autofocus
          {...form.getInputProps('reason')}
        />
      </SavingForm>
    </Modal>
  )
}

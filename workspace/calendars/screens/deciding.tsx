import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { type Absence, Days } from './absence.tsx'
import { Coverage } from './coverage.tsx'

/** The dialog was open before the field came. */
const toHand = (field: HTMLInputElement | null) => field?.focus()

type Props = {
  of: Absence
  onClose: () => void
  onDone: (said: string, operationId: string | null) => void
}

/** What an absence that is asked for leaves uncovered; a manager grants it, or refuses it with a reason. */
export function Deciding({ of, onClose, onDone }: Props) {
  const { memberId, fromAt, toAt, deputyId } = of
  const [refuses, setRefuses] = useState(false)
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (refuses && text.trim().length < 3 ? 'Say why, in a few words' : null) },
  })
  const saving = useSaving({
    form,
    save: ({ reason }) =>
      refuses
        ? client.calendars.refuseAbsence({ id: of.id, reason: reason.trim() })
        : client.calendars.grantAbsence({ id: of.id }),
    onSaved: ({ operationId }) =>
      onDone(refuses ? 'The absence is refused.' : 'The absence is granted.', operationId),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${of.name} asks to be away`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SavingForm
        of={saving}
        submitLabel={refuses ? 'Refuse' : 'Grant'}
        onCancel={refuses ? () => setRefuses(false) : onClose}
        extra={
          !refuses && (
            <Button variant="default" onClick={() => setRefuses(true)}>
              Refuse…
            </Button>
          )
        }
      >
        <Days of={of} />
        <Coverage
          {...{ memberId, fromAt, toAt, deputyId }}
          hint="Agree with them on who stands in, or grant it as it is."
        />
        {refuses && (
          <TextInput
            label="Why?"
            description="They read it."
            maxLength={300}
            ref={toHand}
            {...form.getInputProps('reason')}
          />
        )}
      </SavingForm>
    </Modal>
  )
}

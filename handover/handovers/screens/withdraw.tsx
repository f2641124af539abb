import { TextInput } from '@mantine/core'
import { client } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import css from './handovers.module.css'
import { Opened } from './opened.tsx'
import { isOvertaken, useRefused } from './refused.ts'

type Props = { id: string; onDone: () => void; onCancel: () => void }

/** Takes a lead back from sales: it turned out to be none. Whoever has it hears of it. */
export function WithdrawForm({ id, onDone, onCancel }: Props) {
  const refused = useRefused()
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim().length < 3 ? 'Say why, in a few words' : null) },
  })
  const saving = useSaving({
    form,
    save: async ({ reason }) => {
      try {
        await client.handovers.withdraw({ id, reason: reason.trim() })
      } catch (problem) {
        if (!isOvertaken(problem)) throw problem
        refused(problem)
        onCancel()
        return
      }
      onDone()
    },
  })
  return (
    <Opened title="Withdraw">
      <SavingForm of={saving} submitLabel="Withdraw" onCancel={onCancel}>
        <p className={css.plain}>
          For somebody who is no lead, or was passed on by mistake: sales need not answer any more.
        </p>
        <TextInput
          label="Why?"
          description="Whoever has the lead reads it. It counts against nobody."
          maxLength={300}
          data-autofocus
          {...form.getInputProps('reason')}
        />
      </SavingForm>
    </Opened>
  )
}

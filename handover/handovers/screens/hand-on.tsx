import { Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { ErrorState, Notice } from '#ui/pieces'
import type { Card } from '../contract.ts'
import { Opened } from './opened.tsx'
import { isOvertaken, useRefused } from './refused.ts'

type Props = { card: Card; onDone: (message: string) => void; onCancel: () => void }

const useColleagues = (except: string | undefined) => {
  const { data, error, refetch } = useQuery(orpc.members.list.queryOptions())
  const options = data?.rows
    .filter((one) => one.status === 'active' && one.takesLeads && one.id !== except)
    .map((one) => ({ value: one.id, label: one.name }))
  return { options, error, refetch }
}

/** Gives the offer to a colleague; its clocks go on. */
export function HandOnForm({ card, onDone, onCancel }: Props) {
  const { options, error, refetch } = useColleagues(card.receiver?.id)
  const refused = useRefused()
  const form = useForm({
    initialValues: { memberId: '', note: '' },
    validate: { memberId: (value) => (value ? null : 'Choose who takes it') },
  })
  const saving = useSaving({
    form,
    save: async ({ memberId, note }) => {
      try {
        await client.handovers.handOn({ id: card.id, memberId, ...(note.trim() && { note: note.trim() }) })
      } catch (problem) {
        if (!isOvertaken(problem)) throw problem
        refused(problem)
        onCancel()
        return
      }
      onDone(`Handed on to ${options?.find((one) => one.value === memberId)?.label ?? 'a colleague'}.`)
    },
  })
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  return (
    <Opened title="Hand on">
      <SavingForm of={saving} submitLabel="Hand on" onCancel={onCancel}>
        {options?.length === 0 && (
          <Notice title="Nobody else takes leads">Ask an owner to let a colleague take leads.</Notice>
        )}
        <Select
          label="To whom?"
          description="The clocks go on."
          data={options ?? []}
          disabled={!options}
          searchable
          {...form.getInputProps('memberId')}
        />
        <Textarea label="Note for them" autosize minRows={2} {...form.getInputProps('note')} />
      </SavingForm>
    </Opened>
  )
}

/** Lays what nobody has before somebody; a manager's act. */
export function OfferForm({ card, onDone, onCancel }: Props) {
  const { options, error, refetch } = useColleagues(undefined)
  const refused = useRefused()
  const form = useForm({ initialValues: { memberId: '' } })
  const saving = useSaving({
    form,
    save: async ({ memberId }) => {
      try {
        await client.handovers.offer({ id: card.id, ...(memberId && { memberId }) })
      } catch (problem) {
        if (!isOvertaken(problem)) throw problem
        refused(problem)
        onCancel()
        return
      }
      onDone('Offered.')
    },
  })
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  return (
    <Opened title="Offer">
      <SavingForm of={saving} submitLabel="Offer" onCancel={onCancel}>
        <Select
          label="To whom?"
          description="Leave it empty and the rules of routing choose."
          data={options ?? []}
          disabled={!options}
          clearable
          searchable
          {...form.getInputProps('memberId')}
          value={form.values.memberId || null}
          onChange={(value) => form.setFieldValue('memberId', value ?? '')}
        />
      </SavingForm>
    </Opened>
  )
}

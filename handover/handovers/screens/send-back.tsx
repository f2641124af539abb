import { Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { ChoiceCards, DateField, SavingForm, useForm, useSaving } from '#ui/form'
import { ErrorState, Loading } from '#ui/pieces'
import css from './handovers.module.css'
import { Opened } from './opened.tsx'
import { isOvertaken, useRefused } from './refused.ts'

type Props = { id: string; productLineId: string; onDone: () => void; onCancel: () => void }
type Reasons = Awaited<ReturnType<typeof client.handovers.reasons>>['rows']
type Code = Reasons[number]['code']

/** Sending back needs a reason, none preselected, and what shows it. */
export function SendBackForm(props: Props) {
  const { data, error } = useQuery(orpc.handovers.reasons.queryOptions({ input: { id: props.id } }))
  if (error) return <ErrorState what={problemText(error)} />
  if (!data) return <Loading lines={4} />
  return <Reason {...props} reasons={data.rows} />
}

function Reason({ id, productLineId: current, onDone, onCancel, reasons }: Props & { reasons: Reasons }) {
  const [reason, setReason] = useState<Code | null>(null)
  const { data: lines } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const refused = useRefused()
  const others = lines?.rows.filter((line) => line.id !== current) ?? []
  const open = reasons.filter(
    ({ code, closed }) => closed === null && (code !== 'other_product' || others.length > 0),
  )
  const chosen = reasons.find(({ code }) => code === reason)
  const form = useForm({ initialValues: { reason: '', evidence: '', date: '', productLineId: '', note: '' } })
  const saving = useSaving({
    form,
    save: async ({ evidence, date, productLineId, note }) => {
      if (!reason) throw new Error('Choose a reason first.')
      try {
        await client.handovers.sendBack({
          id,
          reason,
          ...(evidence.trim() && { evidence: evidence.trim() }),
          ...(date && { date }),
          ...(productLineId && { productLineId }),
          ...(note.trim() && { note: note.trim() }),
        })
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
    <Opened title="Send back">
      <SavingForm of={saving} submitLabel="Send back" onCancel={onCancel}>
        {firm?.solo && (
          <p className={css.plain}>
            Back to your other hat: it stands under “Sent back” with the reason, and comes up again when they
            do something new.
          </p>
        )}
        <ChoiceCards
          label="Why?"
          value={reason}
          onChange={(value) => setReason(value as Code)}
          options={open.map(({ code, label }) => ({ value: code, label }))}
        />
        {reasons
          .filter(({ closed }) => closed !== null)
          .map(({ code, label, closed }) => (
            <small key={code}>
              {label}: {closed}
            </small>
          ))}
        {chosen?.asks && chosen.code === 'too_early' && (
          <DateField
            label={chosen.asks}
            value={form.values.date || null}
            onChange={(value) => form.setFieldValue('date', value ?? '')}
          />
        )}
        {chosen?.asks && chosen.code === 'other_product' && (
          <Select
            label={chosen.asks}
            data={others.map((line) => ({ value: line.id, label: line.name }))}
            {...form.getInputProps('productLineId')}
          />
        )}
        {chosen?.asks && !['too_early', 'other_product'].includes(chosen.code) && (
          <TextInput label={chosen.asks} {...form.getInputProps('evidence')} />
        )}
        <Textarea
          label="Note for whoever takes it up again"
          autosize
          minRows={2}
          {...form.getInputProps('note')}
        />
      </SavingForm>
    </Opened>
  )
}

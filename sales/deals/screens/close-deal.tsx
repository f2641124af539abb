import { Modal, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import { type Asked, AskFacts, wanting } from './ask-facts.tsx'
import { emptyPromised, PromisedFields, promisedIn } from './promised.tsx'
import { useReloadDeals } from './saving.ts'

type Props = { id: string; kind: 'won' | 'lost'; onClose: () => void }

/** Won or lost, with the reason that the numbers are told by. */
export function CloseDeal({ id, kind, onClose }: Props) {
  const reload = useReloadDeals()
  const { data } = useQuery(orpc.pipeline.get.queryOptions())
  const [asked, setAsked] = useState<Asked | null>(null)
  const [promised, setPromised] = useState(emptyPromised)
  const form = useForm({
    initialValues: { reasonId: '', note: '' },
    validate: { reasonId: (value) => (value ? null : 'Choose a reason') },
  })
  const saving = useSaving({
    form,
    save: async ({ reasonId, note }) => {
      const it = { id, reasonId, ...(note.trim() && { note: note.trim() }) }
      const run = () =>
        kind === 'won' ? client.deals.win({ ...it, ...promisedIn(promised) }) : client.deals.lose(it)
      try {
        return { done: await run() }
      } catch (error) {
        const lacks = wanting(error)
        const stage = data?.stages.find((one) => one.kind === kind)
        if (!lacks || !stage) throw error
        const submitLabel = kind === 'won' ? 'Save and win' : 'Save and lose'
        setAsked({ dealId: id, stage, ...lacks, run, submitLabel, said: (deal) => `${deal} is ${kind}.` })
        return { done: null }
      }
    },
    onSaved: ({ done }) => {
      if (!done) return
      onClose()
      void reload()
      undoable(kind === 'won' ? 'The deal is won.' : 'The deal is lost.', done.operationId, reload)
    },
  })
  if (asked) return <AskFacts {...asked} onClose={onClose} />
  return (
    <Modal
      opened
      onClose={onClose}
      title={kind === 'won' ? 'Won' : 'Lost'}
      size={kind === 'won' ? 'lg' : 'md'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SavingForm
        of={saving}
        submitLabel={kind === 'won' ? 'Win the deal' : 'Lose the deal'}
        onCancel={onClose}
      >
        <Select
          label={kind === 'won' ? 'What decided it?' : 'Why was it lost?'}
          data={(data?.reasons ?? [])
            .filter((reason) => reason.kind === kind)
            .map((reason) => ({ value: reason.id, label: reason.label }))}
          {...form.getInputProps('reasonId')}
        />
        <Textarea label="Note" autosize minRows={2} {...form.getInputProps('note')} />
        {kind === 'won' && <PromisedFields value={promised} onChange={setPromised} />}
      </SavingForm>
    </Modal>
  )
}

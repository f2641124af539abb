import { Modal, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import { emptyPromised, PromisedFields, promisedIn } from './promised.tsx'
import { useReloadDeals } from './saving.ts'

type Props = { id: string; kind: 'won' | 'lost'; onClose: () => void }

/** Won or lost, with the reason that the numbers are told by. */
export function CloseDeal({ id, kind, onClose }: Props) {
  const reload = useReloadDeals()
  const { data } = useQuery(orpc.pipeline.get.queryOptions())
  const [promised, setPromised] = useState(emptyPromised)
  const form = useForm({
    initialValues: { reasonId: '', note: '' },
    validate: { reasonId: (value) => (value ? null : 'Choose a reason') },
  })
  const saving = useSaving({
    form,
    save: ({ reasonId, note }) => {
      const it = { id, reasonId, ...(note.trim() && { note: note.trim() }) }
      return kind === 'won' ? client.deals.win({ ...it, ...promisedIn(promised) }) : client.deals.lose(it)
    },
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(kind === 'won' ? 'The deal is won.' : 'The deal is lost.', operationId, reload)
    },
  })
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

import { Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import { useReload } from './use-requests.ts'

export type About = { dealId?: string; contactId?: string; handoverId?: string }
type Props = { about?: About; onClose: () => void }

/** Asks marketing for what was missing, with what it is for. */
export function AskModal({ opened, ...props }: Props & { opened: boolean }) {
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title="Ask marketing for content"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Ask {...props} />
    </Modal>
  )
}

function Ask({ about = {}, onClose }: Props) {
  const reload = useReload()
  const { data: lines } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const { data: pipeline } = useQuery(orpc.pipeline.get.queryOptions({ input: {} }))
  const form = useForm({
    initialValues: { title: '', detail: '', productLineId: null, stageId: null, lossReasonId: null } as {
      title: string
      detail: string
      productLineId: string | null
      stageId: string | null
      lossReasonId: string | null
    },
    validate: { title: (title) => (title.trim().length < 3 ? 'Say in a few words what was missing' : null) },
  })
  const saving = useSaving({
    form,
    save: ({ title, detail, productLineId, stageId, lossReasonId }) =>
      client.contentRequests.ask({
        title: title.trim(),
        ...(detail.trim() && { detail: detail.trim() }),
        ...(productLineId && { productLineId }),
        ...(stageId && { stageId }),
        ...(lossReasonId && { lossReasonId }),
        ...about,
      }),
    onSaved: ({ operationId }) => {
      onClose()
      undoable('Marketing is asked. You hear of the answer.', operationId, reload)
      void reload()
    },
  })
  const stages = (pipeline?.stages ?? []).filter(({ kind }) => kind === 'open')
  const losses = (pipeline?.reasons ?? []).filter(({ kind }) => kind === 'lost')
  const manyLines = (lines?.rows.length ?? 0) > 1
  return (
    <SavingForm of={saving} submitLabel="Ask" onCancel={onClose}>
      <TextInput
        label="What was missing?"
        placeholder="A case study of a waterworks"
        data-autofocus
        maxLength={200}
        dir="auto"
        {...form.getInputProps('title')}
      />
      <Textarea
        label="What should it say?"
        autosize
        minRows={2}
        maxLength={4000}
        dir="auto"
        {...form.getInputProps('detail')}
      />
      {manyLines && (
        <Select
          label="For which product line?"
          clearable
          data={lines?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          {...form.getInputProps('productLineId')}
        />
      )}
      <Select
        label="At which stage?"
        clearable
        data={stages.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('stageId')}
      />
      <Select
        label="Deals are lost without it because of …"
        clearable
        data={losses.map(({ id, label }) => ({ value: id, label }))}
        {...form.getInputProps('lossReasonId')}
      />
    </SavingForm>
  )
}

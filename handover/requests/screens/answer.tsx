import { Textarea, TextInput } from '@mantine/core'
import { client } from '#ui/client'
import { ChoiceCards, SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import type { ContentRequest } from '../contract.ts'
import { useReload } from './use-requests.ts'

type Answer = 'made' | 'exists' | 'declined'
const answers = [
  { value: 'made', label: 'It is made' },
  { value: 'exists', label: 'It exists already' },
  { value: 'declined', label: 'It will not be made' },
]

/** Marketing's answer, none preselected. */
export function AnswerForm({ row, onClose }: { row: ContentRequest; onClose: () => void }) {
  const reload = useReload()
  const form = useForm<{ answer: Answer | ''; link: string; text: string }>({
    initialValues: { answer: '', link: '', text: '' },
    validate: {
      answer: (answer) => (answer ? null : 'Choose one'),
      link: (link, { answer }) =>
        answer && answer !== 'declined' && !link.trim() ? 'Say where it is' : null,
      text: (text, { answer }) => (answer === 'declined' && !text.trim() ? 'Say why' : null),
    },
  })
  const { answer } = form.values
  const saving = useSaving({
    form,
    save: ({ answer, link, text }) =>
      client.contentRequests.answer({
        id: row.id,
        answer: answer as Answer,
        ...(answer !== 'declined' && { link: link.trim() }),
        ...(text.trim() && { text: text.trim() }),
      }),
    onSaved: ({ operationId }) => {
      onClose()
      undoable(`Answered: ${row.asker.name} hears of it.`, operationId, reload)
      void reload()
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Answer" onCancel={onClose}>
      <ChoiceCards
        label="What is the answer?"
        value={answer || null}
        error={form.errors.answer}
        onChange={(value) => form.setFieldValue('answer', value as Answer)}
        options={answers}
      />
      {answer !== '' && answer !== 'declined' && (
        <TextInput label="Where is it?" type="url" placeholder="https://" {...form.getInputProps('link')} />
      )}
      {answer !== '' && (
        <Textarea
          label={answer === 'declined' ? 'Why not?' : 'What should they know?'}
          autosize
          minRows={2}
          maxLength={2000}
          dir="auto"
          {...form.getInputProps('text')}
        />
      )}
    </SavingForm>
  )
}

import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import { client, problemText } from '#ui/client'
import { InlineEdit, useForm, useSaving } from '#ui/form'
import { failToast, Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { undoable } from '#workspace/audit/screens'
import css from './pipeline.module.css'
import { useReloadPipeline } from './saving.ts'

type Reason = { id: string; kind: 'won' | 'lost'; label: string }
type Props = { kind: 'won' | 'lost'; reasons: Reason[]; locked: boolean }

/** Why deals are won, or lost: what the numbers are told by. Each act is saved at once. */
export function Reasons({ kind, reasons, locked }: Props) {
  const reload = useReloadPipeline()
  const rename = async (id: string, label: string | null) => {
    if (!label) throw new Error('A reason needs a name.')
    const { operationId } = await client.pipeline.renameReason({ id, label })
    await reload()
    undoable(`The reason is called “${label}” now.`, operationId, reload)
  }
  const archive = async ({ id, label }: Reason) => {
    try {
      const { operationId } = await client.pipeline.archiveReason({ id })
      undoable(`“${label}” is put away. Closed deals keep it.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), `“${label}” is still there.`)
    }
    await reload()
  }
  return (
    <Section title={kind === 'won' ? 'Reasons for won' : 'Reasons for lost'} count={reasons.length}>
      <ul className={css.reasons}>
        {reasons.map((reason) => (
          <li key={reason.id}>
            {locked ? (
              <span dir="auto">{reason.label}</span>
            ) : (
              <>
                <span className={css.reason}>
                  <InlineEdit
                    label={reason.label}
                    value={reason.label}
                    kind="text"
                    save={(label) => rename(reason.id, label)}
                  />
                </span>
                {reasons.length > 1 && (
                  <ActionIcon aria-label={`Put away ${reason.label}`} onClick={() => void archive(reason)}>
                    <IconArchive size={16} />
                  </ActionIcon>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {!locked && <AddReason kind={kind} />}
    </Section>
  )
}

function AddReason({ kind }: { kind: 'won' | 'lost' }) {
  const reload = useReloadPipeline()
  const form = useForm({
    initialValues: { label: '' },
    validate: { label: (text) => (text.trim() ? null : 'What the reason is called') },
  })
  const saving = useSaving({
    form,
    save: ({ label }) => client.pipeline.addReason({ kind, label }),
    onSaved: ({ operationId }) => {
      const label = form.getValues().label.trim()
      form.reset()
      void reload()
      undoable(`“${label}” can be chosen now.`, operationId, reload)
    },
  })
  return (
    <form ref={saving.element} onSubmit={saving.submit} noValidate className={css.add}>
      <TextInput
        aria-label={kind === 'won' ? 'A new reason for won' : 'A new reason for lost'}
        placeholder="Another reason"
        maxLength={200}
        {...form.getInputProps('label')}
      />
      <Button type="submit" variant="default" loading={saving.saving}>
        Add
      </Button>
      {saving.problem && (
        <Notice accent="red" title={saving.problem}>
          Nothing was added; what you typed is still here.
        </Notice>
      )}
    </form>
  )
}

import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { DropArea, type Of, OnTheirWay, PickFiles, useKeepFiles } from '#people/files/screens'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { useKeys } from '#ui/keys'
import { sendOrKeep } from '#ui/outbox'
import { undoable } from '#workspace/audit/screens'
import { MentionText, type Named, toSend, typedNothing } from './mention-text.tsx'
import css from './timeline.module.css'

/**
 * A note, with files if there are some: they are kept at once, and go with the note when it is added. Dropped or pasted here
 * they come too.
 */
export function AddNote({ of }: { of: Of }) {
  const queries = useQueryClient()
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const form = useForm({
    initialValues: { body: typedNothing },
    validate: { body: ({ text }) => (text.trim() ? null : 'Write something first') },
  })
  const { body } = form.getValues()
  const [files, setFiles] = useState<Named[]>([])
  const keep = useKeepFiles(of, 'note', ({ id, name }) => setFiles((before) => [...before, { id, name }]))
  const saving = useSaving({
    form,
    save: ({ body }) =>
      sendOrKeep('timeline.addNote', client.timeline.addNote, {
        input: {
          ...{ ...of, body: toSend(body) },
          ...(files.length > 0 && { files: files.map(({ id }) => id) }),
        },
        label: body.text,
      }),
    onSaved: (saved) => {
      form.reset()
      setFiles([])
      if (!saved) return
      const reload = () => queries.invalidateQueries({ queryKey: orpc.timeline.key() })
      void reload()
      undoable('The note is kept.', saved.operationId, reload)
    },
  })
  const field = useRef<HTMLDivElement>(null)
  useKeys(
    { n: { says: 'Write a note', run: () => field.current?.querySelector('textarea')?.focus() } },
    { group: 'Record' },
  )
  if (firm && !firm.permissions.includes('notes.write')) return null
  return (
    <DropArea onFiles={keep}>
      <div className={css.compose} ref={field}>
        <SavingForm
          of={saving}
          submitLabel="Add note"
          extra={<PickFiles label="Attach files" variant="subtle" onFiles={keep} />}
        >
          <MentionText
            of={of}
            aria-label="Note"
            placeholder="Write a note. @ mentions a colleague"
            autosize
            minRows={2}
            value={body}
            onChange={(typed) => form.setFieldValue('body', typed)}
            error={form.errors.body}
          />
        </SavingForm>
        {files.length > 0 && (
          <ul className={css.attached} aria-label="Files that go with the note">
            {files.map(({ id, name }) => (
              <li key={id}>
                <bdi>{name}</bdi>
                <ActionIcon
                  size="xs"
                  variant="subtle"
                  color="gray"
                  aria-label={`Leave ${name} out of the note`}
                  onClick={() => setFiles((before) => before.filter((it) => it.id !== id))}
                >
                  <IconX size={12} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <OnTheirWay of={of} place="note" />
      </div>
    </DropArea>
  )
}

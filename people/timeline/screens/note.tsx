import { ActionIcon, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Of } from '#people/files/screens'
import { client, orpc, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import { piecesOf, withNames } from '../mentions.ts'
import { MentionText, type Named, type Typed, toSend } from './mention-text.tsx'
import css from './timeline.module.css'

export type Written = { body: string; names: readonly Named[] }

/** A note with colleagues by the names that they have now. */
export function NoteWords({ written }: { written: Written }) {
  const names = new Map(written.names.map(({ id, name }) => [id, name]))
  return piecesOf(written.body, names).map((piece, n) =>
    'text' in piece ? (
      piece.text
    ) : (
      <span key={n} className={css.mention}>
        @<bdi>{piece.name}</bdi>
      </span>
    ),
  )
}

/** A note that its author changes where it stands: click, type, leave. */
export function NoteText({ id, of, written }: { id: string; of: Of; written: Written }) {
  const [typed, setTyped] = useState<Typed | null>(null)
  const [saving, setSaving] = useState(false)
  const reload = useReload()
  const button = useRef<HTMLButtonElement>(null)
  const edit = () =>
    setTyped({
      text: withNames(written.body, new Map(written.names.map((it) => [it.id, it.name]))),
      picked: written.names,
    })
  const close = () => {
    setTyped(null)
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) button.current?.focus({ preventScroll: true })
    })
  }
  const save = async () => {
    if (!typed || saving) return
    const body = toSend(typed)
    if (body === written.body) return close()
    if (!body)
      return failToast('A note needs words. Delete it if it is not wanted any more.', 'It is as it was.')
    setSaving(true)
    try {
      const { operationId } = await client.timeline.editNote({ id, body })
      await reload()
      close()
      undoable('The note was changed.', operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'What you typed is still here.')
    }
    setSaving(false)
  }
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save()
  }
  if (typed)
    return (
      <MentionText
        of={of}
        aria-label="Note"
        autoFocus
        autosize
        minRows={2}
        value={typed}
        onChange={setTyped}
        onKeyDown={keys}
        onBlur={() => void save()}
      />
    )
  return (
    <button ref={button} type="button" className={css.note} data-inline onClick={edit}>
      <span className="b-heard">Edit Note: </span>
      <span dir="auto">
        <NoteWords written={written} />
      </span>
    </button>
  )
}

export function DeleteNote({ id }: { id: string }) {
  const reload = useReload()
  const remove = async () => {
    try {
      const { operationId } = await client.timeline.removeNote({ id })
      await reload()
      undoable('The note was deleted.', operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'The note is still there.')
    }
  }
  return (
    <Tooltip label="Delete the note">
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label="Delete the note"
        onClick={() => void remove()}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </Tooltip>
  )
}

/** Reads anew what stands on timelines. */
export function useReload() {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [orpc.timeline.key(), orpc.files.key()].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
}

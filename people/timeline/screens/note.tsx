import { ActionIcon, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { InlineEdit } from '#ui/form'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'

/** A note that its author changes where it stands: click, type, leave. */
export function NoteText({ id, body }: { id: string; body: string }) {
  const reload = useReload()
  const save = async (next: string | null) => {
    if (!next) throw new Error('A note needs words. Delete it if it is not wanted any more.')
    const { operationId } = await client.timeline.editNote({ id, body: next })
    await reload()
    undoable('The note was changed.', operationId, reload)
  }
  return <InlineEdit label="Note" value={body} kind="prose" save={save} />
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

function useReload() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.timeline.key() })
}

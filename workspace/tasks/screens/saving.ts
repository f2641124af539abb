import { useQueryClient } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'

type Done = { operationId: string | null }

/** Runs an act on tasks, says what it did with an Undo, and fetches all that shows tasks anew. */
export function useAct(): (act: () => Promise<Done>, said: string) => Promise<boolean> {
  const queries = useQueryClient()
  const reload = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.tasks.key() }),
      queries.invalidateQueries({ queryKey: orpc.deals.key() }),
    ])
  return async (act, said) => {
    let worked = true
    try {
      const { operationId } = await act()
      undoable(said, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
      worked = false
    }
    await reload()
    return worked
  }
}

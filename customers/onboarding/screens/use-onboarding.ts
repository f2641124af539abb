import { useQueryClient } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { failToast, toast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'

export function useReloadOnboarding(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.onboarding.key() }),
      queries.invalidateQueries({ queryKey: orpc.customers.key() }),
    ])
}

/** Does it and says so, with a way back where there is one; a refusal is shown and the card fetched anew. */
export function useAct() {
  const reload = useReloadOnboarding()
  return async (run: () => Promise<{ operationId: string | null }>, said: string): Promise<boolean> => {
    try {
      const { operationId } = await run()
      if (operationId) undoable(said, operationId, reload)
      else toast(said, 'green')
      return true
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
      return false
    } finally {
      await reload()
    }
  }
}

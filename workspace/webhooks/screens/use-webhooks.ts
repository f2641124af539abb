import { useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { failToast, undoToast } from '#ui/pieces'

type Done = { operationId: string | null }

/** Reads everything of webhooks again. */
export function useReload() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.webhooks.key() })
}

/** Does something and says so, with undo where it can be taken back. */
export function useAct() {
  const reload = useReload()
  return async <T extends Done>(
    run: () => Promise<T>,
    said: string | ((done: T) => string),
    undoable = false,
  ) => {
    try {
      const done = await run()
      const { operationId: id } = done
      undoToast(
        typeof said === 'string' ? said : said(done),
        undoable && id ? () => client.audit.undo({ id }).then(reload) : undefined,
      )
      return true
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
      return false
    } finally {
      void reload()
    }
  }
}

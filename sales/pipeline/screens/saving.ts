import { useQueryClient } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { undoToast } from '#ui/pieces'

/** Offers to take an act back for as long as its toast stands. */
export function undoable(message: string, operationId: string | null, after: () => unknown): void {
  undoToast(message, operationId ? () => client.audit.undo({ id: operationId }).then(after) : undefined)
}

/** Fetches the pipeline and what stands in its columns anew. */
export function useReloadPipeline(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.pipeline.key() }),
      queries.invalidateQueries({ queryKey: orpc.deals.key() }),
    ])
}

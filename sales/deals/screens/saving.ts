import { useQueryClient } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { undoToast } from '#ui/pieces'

/** Offers to take an act back for as long as its toast stands. */
export function undoable(message: string, operationId: string | null, after: () => unknown): void {
  undoToast(message, operationId ? () => client.audit.undo({ id: operationId }).then(after) : undefined)
}

/** Fetches all that shows deals anew. */
export function useReloadDeals(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.deals.key() })
}

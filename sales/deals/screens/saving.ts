import { useQueryClient } from '@tanstack/react-query'
import { orpc } from '#ui/client'

/** Fetches all that shows deals anew. */
export function useReloadDeals(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.deals.key() })
}

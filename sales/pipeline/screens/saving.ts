import { useQueryClient } from '@tanstack/react-query'
import { orpc } from '#ui/client'

/** Fetches the pipeline and what stands in its columns anew. */
export function useReloadPipeline(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.pipeline.key() }),
      queries.invalidateQueries({ queryKey: orpc.deals.key() }),
    ])
}

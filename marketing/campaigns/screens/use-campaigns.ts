import { useQuery, useQueryClient } from '@tanstack/react-query'
import { orpc } from '#ui/client'

export function useReloadCampaigns(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.campaigns.key() }),
      queries.invalidateQueries({ queryKey: orpc.campaignResults.key() }),
    ])
}

/** What came of each campaign, and what was spent for none. */
export function useResults() {
  const { data } = useQuery(
    orpc.campaignResults.list.queryOptions({
      input: {},
      meta: { topics: ['campaigns', 'leads', 'deals', 'handovers'] },
    }),
  )
  return {
    of: new Map((data?.rows ?? []).map((row) => [row.campaignId, row])),
    unallocatedMinor: data?.unallocatedMinor ?? 0,
  }
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { orpc } from '#ui/client'

/** Fetches anew what a change of participants shows in. */
export function useReloadParticipants(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [orpc.participants.key(), orpc.timeline.key()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
}

/** A campaign's statuses in order, with how many are at each. */
export function useLadder(campaignId: string | null) {
  const { data, error, refetch } = useQuery(
    orpc.participants.ladder.queryOptions({
      input: { campaignId: campaignId ?? '' },
      enabled: campaignId !== null,
      meta: { topics: ['contacts', 'campaigns', 'leads'] },
    }),
  )
  return { statuses: data?.statuses, error, refetch }
}

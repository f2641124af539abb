import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemOf } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import type { ContentRequest } from '../contract.ts'

export const topics = { topics: ['requests', 'deals'] }

export function useReload() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.contentRequests.key() })
}

export function useMayAsk(): boolean {
  const { data } = useQuery(orpc.members.workspace.queryOptions())
  return data?.permissions.includes('handovers.work') ?? false
}

/** "Me too" and "not needed any more": done at once, undone in the toast. */
export function useVoice() {
  const reload = useReload()
  const run = async (message: string, act: () => Promise<{ operationId: string | null }>) => {
    try {
      const { operationId } = await act()
      undoable(message, operationId, reload)
    } catch (problem) {
      failToast(problemOf(problem).message, 'You now see how it stands.')
    }
    await reload()
  }
  return {
    join: (row: ContentRequest, dealId?: string) =>
      run(`You wait for “${row.title}” too.`, () =>
        client.contentRequests.join({ id: row.id, ...(dealId && { dealId }) }),
      ),
    withdraw: (row: ContentRequest) =>
      run(`“${row.title}” is withdrawn.`, () => client.contentRequests.withdraw({ id: row.id })),
  }
}

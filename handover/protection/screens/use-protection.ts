import { useQuery, useQueryClient } from '@tanstack/react-query'
import { orpc } from '#ui/client'

export function useReloadProtection(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.protection.key() })
}

/** Who looks, as far as the acts depend on it; null until it is known. */
export function useLooker(): { id: string; registers: boolean; decides: boolean } | null {
  const { data } = useQuery(orpc.members.workspace.queryOptions())
  return (
    (data && {
      id: data.member.id,
      registers: data.member.role === 'contractor',
      decides: data.permissions.includes('handovers.manage'),
    }) ??
    null
  )
}

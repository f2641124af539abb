import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'

/** Whether the viewer has all of these permissions; undefined until it is known. */
export function useMay(...permissions: string[]): boolean | undefined {
  const { data } = useQuery(orpc.members.workspace.queryOptions())
  const has: readonly string[] | undefined = data?.permissions
  return has && permissions.every((one) => has.includes(one))
}

import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { reasonLabel } from '../reasons.ts'

/** Reasons for sending back by name, the firm's own among them. */
export function useReasonLabel(): (code: string) => string {
  const { data } = useQuery(orpc.handovers.seam.queryOptions({ input: {}, meta: { topics: ['settings'] } }))
  return (code) => reasonLabel(code, data?.ownReasons)
}

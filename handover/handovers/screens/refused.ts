import { useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemOf } from '#ui/client'
import { failToast } from '#ui/pieces'

/** Refusals that speak of what was filled in; every other conflict means that somebody was quicker. */
const aboutEvidence = new Set(['evidence_missing', 'too_few_attempts', 'date_out_of_range', 'same_product'])

export const isOvertaken = (error: unknown): boolean => {
  const { status, reason } = problemOf(error)
  return status === 409 && !aboutEvidence.has(reason)
}

/** Fetches everything about handovers anew. */
export function useReload(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.handovers.key() })
}

/** Says in plain words what was refused; after a conflict what is shown is fetched anew. */
export function useRefused(): (error: unknown) => void {
  const reload = useReload()
  return (error) => {
    const overtaken = isOvertaken(error)
    failToast(
      problemOf(error).message,
      overtaken ? 'You now see how it stands.' : 'Nothing was changed. Try again.',
    )
    if (overtaken) void reload()
  }
}

/** Takes an operation back, or says that somebody changed it since. */
export async function takeBack(operationId: string): Promise<void> {
  const { conflicts } = await client.audit.undo({ id: operationId })
  if (conflicts.length > 0) throw new Error('It was changed since, so it stays as it is.')
}

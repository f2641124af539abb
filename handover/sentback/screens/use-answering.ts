import { useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemOf } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import type { SendBackRow } from '../contract.ts'

/** Fetches anew what an answer changes. */
export function useReload() {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.sendBacks.key() }),
      queries.invalidateQueries({ queryKey: orpc.handovers.key() }),
    ])
}

/** Agrees at once; who was quicker is shown. */
export function useAgree() {
  const reload = useReload()
  return async (row: SendBackRow) => {
    try {
      const { operationId } = await client.sendBacks.answer({ id: row.id, answer: 'agreed' })
      undoable(`Agreed: ${row.name} was sent back rightly.`, operationId, reload)
    } catch (problem) {
      failToast(problemOf(problem).message, 'You now see how it stands.')
    }
    await reload()
  }
}

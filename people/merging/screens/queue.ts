import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import { useGo } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { type MergeRecord, mergePath, recordPath } from './path.ts'

const looked = 100

/** The pairs one after the other: where the next one is, and keeping apart the one that is looked at. */
export function useQueue(record: MergeRecord, one: string, other: string, on: boolean) {
  const go = useGo()
  const queries = useQueryClient()
  const { data } = useQuery(
    orpc.merging.duplicates.queryOptions({ input: { record, limit: looked }, enabled: on }),
  )
  const pairs = data?.rows ?? []
  const at = pairs.findIndex((pair) => pair.one.id === one && pair.other.id === other)
  const rest = [...pairs.slice(at + 1), ...pairs.slice(0, Math.max(at, 0))]
  const [following] = rest
  const next = () => {
    if (following) go(mergePath(record, following.one.id, following.other.id, true))
    else go(`/people/duplicates?of=${record}`)
  }
  const reload = () => queries.invalidateQueries({ queryKey: orpc.merging.key() })
  return {
    left: rest.length,
    more: data?.next != null,
    next,
    /** After a merge: the next pair, or the one that stays where somebody came for these two alone. */
    merged: (winnerId: string) => (on ? next() : go(recordPath(record, winnerId))),
    keepApart: async (names: string) => {
      try {
        const { operationId } = await client.merging.keepApart({ record, oneId: one, otherId: other })
        next()
        undoable(`${names} stay two.`, operationId, reload)
        await reload()
      } catch (problem) {
        failToast(problemText(problem), 'The pair is still proposed.')
      }
    },
  }
}

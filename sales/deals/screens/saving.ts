import { useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemOf } from '#ui/client'
import { undoable } from '#workspace/audit/screens'
import type { Field } from '#workspace/fields/contract'
import type { CustomValue } from '#workspace/fields/screens'

/** Fetches all that shows deals anew. */
export function useReloadDeals(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.deals.key() })
}

type Loaded = Pick<Awaited<ReturnType<typeof client.deals.get>>, 'id' | 'name' | 'fields'>

/** Saves a field of the firm's own; who was overtaken is told what it reads now. */
export function useSaveField(deal: Loaded) {
  const reload = useReloadDeals()
  return async ({ key }: Field, value: CustomValue): Promise<void> => {
    try {
      const was = { fields: { [key]: deal.fields[key] ?? null } }
      const { operationId } = await client.deals.update({ id: deal.id, fields: { [key]: value }, was })
      await reload()
      undoable(`${deal.name} was changed.`, operationId, reload)
    } catch (problem) {
      if (problemOf(problem).reason === 'changed_meanwhile') await reload()
      throw problem
    }
  }
}

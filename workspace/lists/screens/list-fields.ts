import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import type { Sort } from '#ui/table'
import type { ListFieldInfo, ListRecord } from '../contract.ts'
import type { Look } from './list-state.ts'

const none: ListFieldInfo[] = []

/** What a list can be narrowed by, with the choices there are now: colleagues, tags, custom fields. */
export function useListFields(record: ListRecord): ListFieldInfo[] {
  const { data } = useQuery(
    orpc.lists.fields.queryOptions({
      input: { record },
      meta: { topics: ['settings', 'members', 'pipeline', 'campaigns', 'forms'] },
    }),
  )
  return data?.rows ?? none
}

/**
 * A look by what there is: a kept address or view may sort or group by a field that is gone, as one that was archived, and the
 * list is shown all the same, in its usual order. Undefined until that is known.
 */
export function lookAtWhatIsThere(
  look: Look,
  usual: Sort,
  fields: readonly ListFieldInfo[],
): Look | undefined {
  const { sort, group } = look
  if (!sort.column.startsWith('custom.') && group === null) return look
  if (fields.length === 0) return undefined
  const sorts = !sort.column.startsWith('custom.') || fields.some((it) => it.id === sort.column && it.sorts)
  const groups = group === null || fields.some((it) => it.id === group && it.groups)
  return { ...look, ...(!sorts && { sort: usual }), ...(!groups && { group: null }) }
}

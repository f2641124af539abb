import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import type { Sort } from '#ui/table'
import type { ListFieldInfo, ListRecord } from '../contract.ts'

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

/** The order of a list; its usual one where what it was sorted by is gone, as a field that was archived. Undefined until that is known. */
export function sortThere(sort: Sort, usual: Sort, fields: readonly ListFieldInfo[]): Sort | undefined {
  if (!sort.column.startsWith('custom.')) return sort
  if (fields.length === 0) return undefined
  return fields.some(({ id, sorts }) => id === sort.column && sorts) ? sort : usual
}

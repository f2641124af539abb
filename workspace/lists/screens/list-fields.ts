import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
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

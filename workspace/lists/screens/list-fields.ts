import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import type { ListFieldInfo } from '../contract.ts'

const none: ListFieldInfo[] = []

/** What a list can be narrowed by, with the choices there are now: colleagues, tags, custom fields. */
export function useListFields(record: 'contact' | 'company'): ListFieldInfo[] {
  const { data } = useQuery(
    orpc.lists.fields.queryOptions({ input: { record }, meta: { topics: ['settings', 'members'] } }),
  )
  return data?.rows ?? none
}

import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { type FormField, fills } from '../form.ts'

/** The product lines as options; with only one, nobody needs to choose. */
export function useLines(): { value: string; label: string }[] {
  const { data } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  return (data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
}

/** The custom fields of a person that answers to this kind of question can fill. */
export function useFields(kind: FormField['kind']): { value: string; label: string }[] {
  const { data } = useQuery(orpc.fields.list.queryOptions({ input: { record: 'contact' } }))
  return (data?.rows ?? [])
    .filter(({ type, formula }) => formula === null && fills[kind]?.includes(type))
    .map(({ key, label }) => ({ value: key, label: `Fills “${label}”` }))
}

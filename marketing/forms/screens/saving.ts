import { useQuery } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { undoToast } from '#ui/pieces'

/** Offers to take an act back for as long as its toast stands. */
export function undoable(message: string, operationId: string | null, after: () => unknown): void {
  undoToast(message, operationId ? () => client.audit.undo({ id: operationId }).then(after) : undefined)
}

/** Whether the viewer has a permission; undefined until it is known. */
export function useMay(permission: string): boolean | undefined {
  const { data } = useQuery(orpc.members.workspace.queryOptions({ input: undefined }))
  return data?.permissions.includes(permission)
}

/** The product lines as options; with only one, nobody needs to choose. */
export function useLines(): { value: string; label: string }[] {
  const { data } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  return (data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
}

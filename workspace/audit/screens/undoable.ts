import { client } from '#ui/client'
import { undoToast } from '#ui/pieces'

/** Offers to take an act back for as long as its toast stands; `after` fetches anew what it had changed. */
export function undoable(message: string, operationId: string | null, after: () => unknown): void {
  undoToast(message, operationId ? () => client.audit.undo({ id: operationId }).then(after) : undefined)
}

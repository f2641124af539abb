import { undoToast } from '#ui/pieces'
import { takeBack } from './taking-back.ts'

/** Offers to take an act back for as long as its toast stands; `after` fetches anew what it had changed. */
export function undoable(message: string, operationId: string | null, after: () => unknown): void {
  undoToast(message, operationId ? () => takeBack(operationId).then(after) : undefined)
}

import { client } from '#ui/client'
import { undoToast } from '#ui/pieces'
import type { Contact } from '../contract.ts'

type Field = 'name' | 'email' | 'phone' | 'jobTitle' | 'city' | 'country' | 'companyName'

/** Offers to take an act back for as long as its toast stands. */
export function undoable(message: string, operationId: string | null, after: () => unknown): void {
  undoToast(message, operationId ? () => client.audit.undo({ id: operationId }).then(after) : undefined)
}

/** Saves one field of a person in place; the toast takes it back. */
export async function saveField(
  person: Pick<Contact, 'id' | 'name'>,
  field: Field,
  value: string | null,
  after: () => unknown,
): Promise<void> {
  const { operationId } = await client.contacts.update({ id: person.id, [field]: value })
  await after()
  undoable(`${person.name} was changed.`, operationId, after)
}

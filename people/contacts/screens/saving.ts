import { client } from '#ui/client'
import { undoable } from '#workspace/audit/screens'
import type { Contact } from '../contract.ts'

type Field = 'name' | 'email' | 'phone' | 'jobTitle' | 'city' | 'country' | 'companyName' | 'ownerId'

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

/** The same for a custom field; the server reads the text as the field's kind. */
export async function saveCustom(
  person: Pick<Contact, 'id' | 'name'>,
  key: string,
  value: string | null,
  after: () => unknown,
): Promise<void> {
  const { operationId } = await client.contacts.update({ id: person.id, custom: { [key]: value } })
  await after()
  undoable(`${person.name} was changed.`, operationId, after)
}

import { client, problemOf } from '#ui/client'
import { undoable } from '#workspace/audit/screens'
import type { Contact } from '../contract.ts'

type Field = 'name' | 'email' | 'phone' | 'jobTitle' | 'city' | 'country' | 'companyName' | 'ownerId'

type Change = Omit<Parameters<typeof client.contacts.update>[0], 'id'>

type Person = Pick<Contact, 'id' | 'name'> & Partial<Contact>

/** What the list or page shows of a field, so that a colleague's change meanwhile is noticed. */
const seen = (person: Person, field: Field): string | null | undefined => {
  if (field === 'companyName')
    return person.company === undefined ? undefined : (person.company?.name ?? null)
  if (field === 'ownerId') return person.owner === undefined ? undefined : (person.owner?.id ?? null)
  return person[field]
}

/** An edit of one field: what it will be, and what its maker saw. */
export function fieldChange(person: Person, field: Field, value: string | null): Change {
  const was = seen(person, field)
  return { [field]: value, ...(was !== undefined && { was: { [field]: was } }) }
}
export const customChange = (
  person: Pick<Contact, 'custom'>,
  key: string,
  value: Contact['custom'][string],
): Change => ({ custom: { [key]: value }, was: { [`custom.${key}`]: person.custom[key] ?? null } })

/** Saves one field of a person in place; the toast takes it back. Refused when somebody was faster, and shown anew. */
export async function saveField(
  person: Person,
  field: Field,
  value: string | null,
  after: () => unknown,
): Promise<void> {
  await save(person, fieldChange(person, field, value), after)
}

/** The same for a custom field; the server reads the text as the field's kind. */
export async function saveCustom(
  person: Pick<Contact, 'id' | 'name' | 'custom'>,
  key: string,
  value: Contact['custom'][string],
  after: () => unknown,
): Promise<void> {
  await save(person, customChange(person, key, value), after)
}

export async function saveTags(person: Contact, tags: string[], after: () => unknown): Promise<void> {
  await save(person, { tags }, after)
}

async function save(
  person: Pick<Contact, 'id' | 'name'>,
  change: Change,
  after: () => unknown,
): Promise<void> {
  try {
    const { operationId } = await client.contacts.update({ id: person.id, ...change })
    await after()
    undoable(`${person.name} was changed.`, operationId, after)
  } catch (problem) {
    if (problemOf(problem).reason === 'changed_meanwhile') await after()
    throw problem
  }
}

import { client } from '#ui/client'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { type BulkSource, bulkFields, bulkTags } from '#workspace/lists/screens'

/** What can be set on many people at once. */
export function peopleBulk(fields: readonly ListFieldInfo[]): BulkSource {
  const [owner, ...others] = bulkFields(fields, [
    { id: 'owner', as: 'ownerId' },
    { id: 'jobTitle', as: 'jobTitle' },
    { id: 'city', as: 'city' },
    { id: 'country', as: 'country' },
  ])
  return {
    fields: [...(owner ? [owner] : []), ...bulkTags(fields), ...others],
    set: (whom, set, once) => client.contacts.bulk({ ...whom, set }, once),
    remove: client.contacts.remove,
  }
}

import { client } from '#ui/client'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { type BulkSource, bulkFields } from '#workspace/lists/screens'

/** What can be set on many people at once. */
export function peopleBulk(fields: readonly ListFieldInfo[]): BulkSource {
  const tags = fields.find((field) => field.id === 'tag')?.options ?? []
  const [owner, ...others] = bulkFields(fields, [
    { id: 'owner', as: 'ownerId' },
    { id: 'jobTitle', as: 'jobTitle' },
    { id: 'city', as: 'city' },
    { id: 'country', as: 'country' },
  ])
  return {
    fields: [
      ...(owner ? [owner] : []),
      { id: 'addTags', label: 'Add tags', kind: 'tags', options: tags, change: (addTags) => ({ addTags }) },
      {
        id: 'removeTags',
        label: 'Remove tags',
        kind: 'tags',
        options: tags,
        change: (removeTags) => ({ removeTags }),
      },
      ...others,
    ],
    set: (whom, set) => client.contacts.bulk({ ...whom, set }),
    remove: client.contacts.remove,
  }
}

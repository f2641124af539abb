import { client } from '#ui/client'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { type BulkSource, bulkFields, bulkTags } from '#workspace/lists/screens'

/** What can be set on many companies at once. */
export const companyBulk = (fields: readonly ListFieldInfo[]): BulkSource => ({
  fields: [
    ...bulkTags(fields),
    ...bulkFields(fields, [
      { id: 'owner', as: 'ownerId' },
      { id: 'sector', as: 'sector' },
      { id: 'city', as: 'city' },
      { id: 'country', as: 'country' },
    ]),
  ],
  set: (whom, set, once) => client.companies.bulk({ ...whom, set }, once),
  remove: client.companies.removeMany,
})

import { client } from '#ui/client'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { type BulkSource, bulkFields, type Narrowing } from '#workspace/lists/screens'

export const dealPath = (id: string) => `/sales/deals/${id}`

/** What can be set on many deals at once; `more` narrows the list beside its filter. */
export const dealBulk =
  (more: object) =>
  (fields: readonly ListFieldInfo[]): BulkSource => ({
    fields: bulkFields(
      fields,
      [
        { id: 'owner', as: 'ownerId' },
        { id: 'expectedClose', as: 'expectedClose' },
      ],
      'fields',
    ),
    set: (whom, set, once) => client.deals.bulk({ ...among(whom, more), set }, once),
    remove: (whom, once) => client.deals.removeMany(among(whom, more), once),
    path: dealPath,
  })

/** All that match are those of the list as another screen led to it. */
const among = <It extends { ids: string[] } | { where: Narrowing }>(it: It, more: object): It =>
  'where' in it ? { ...it, where: { ...more, ...it.where } } : it

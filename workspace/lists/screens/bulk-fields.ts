import { findingOf } from '#workspace/fields/screens'
import type { ListFieldInfo } from '../contract.ts'
import type { BulkField } from './bulk.tsx'
import { customKey, isCustom } from './custom-columns.ts'

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]
const kinds = {
  text: 'text',
  prose: 'prose',
  url: 'text',
  email: 'text',
  phone: 'text',
  number: 'number',
  date: 'date',
  choice: 'choice',
  choices: 'choices',
  yesno: 'choice',
  relation: 'found',
  page: 'text',
  money: 'money',
} as const

/** Own fields by the name the server has them under, and every custom field whose kind can be typed for many. */
export function bulkFields(
  fields: readonly ListFieldInfo[],
  own: readonly { id: string; as: string }[],
  /** What the server has custom fields under. */
  customs = 'custom',
): BulkField[] {
  const known = own.flatMap(({ id, as }): BulkField[] => {
    const field = fields.find((each) => each.id === id)
    if (!field) return []
    const { label, options, currency } = field
    return [
      {
        ...{
          id,
          label,
          kind: kinds[field.kind],
          options: options ?? undefined,
          currency: currency ?? undefined,
        },
        change: (value) => ({ [as]: value }),
      },
    ]
  })
  const custom = fields.flatMap((field): BulkField[] => {
    if (!isCustom(field.id) || field.computed) return []
    return [
      {
        id: field.id,
        label: field.label,
        kind: kinds[field.kind],
        currency: field.currency ?? undefined,
        options: field.kind === 'yesno' ? yesNo : (field.options ?? undefined),
        finding: field.relatesTo ? findingOf(field.relatesTo) : undefined,
        change: (value) => ({ [customs]: { [customKey(field.id)]: value } }),
      },
    ]
  })
  return [...known, ...custom]
}

/** Words to put on many, and to take off. */
export function bulkTags(fields: readonly ListFieldInfo[]): BulkField[] {
  const options = fields.find((field) => field.id === 'tag')?.options ?? []
  const kind = 'tags'
  return [
    { id: 'addTags', label: 'Add tags', kind, options, change: (addTags) => ({ addTags }) },
    { id: 'removeTags', label: 'Remove tags', kind, options, change: (removeTags) => ({ removeTags }) },
  ]
}

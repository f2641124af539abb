import { createElement } from 'react'
import { type EditKind, linesIn } from '#ui/form'
import type { CellValue, Column } from '#ui/table'
import { findingOf, RelatedName } from '#workspace/fields/screens'
import type { ListFieldInfo } from '../contract.ts'

type Value = string | number | boolean | string[] | null
type Values = Record<string, Value>

const formats = {
  text: 'text',
  prose: 'text',
  url: 'text',
  email: 'text',
  phone: 'text',
  choice: 'text',
  choices: 'text',
  yesno: 'text',
  relation: 'text',
  page: 'text',
  number: 'number',
  money: 'money',
  date: 'date',
} as const
const edits = {
  text: 'text',
  prose: 'prose',
  url: 'url',
  email: 'email',
  phone: 'phone',
  choice: 'choice',
  choices: 'choices',
  yesno: 'yesno',
  number: 'number',
  money: 'money',
  date: 'date',
  relation: 'found',
  page: 'text',
} as const satisfies Record<ListFieldInfo['kind'], EditKind>

const custom = 'custom.'
export const isCustom = (id: string) => id.startsWith(custom)
export const customKey = (id: string) => id.slice(custom.length)

/** A column for each custom field: hidden until chosen, edited in place as its kind is. */
export function customColumns<Row extends { custom: Values }>(
  infos: readonly ListFieldInfo[],
  save: (row: Row, key: string, value: string | string[] | null) => Promise<unknown>,
  /** What the server is sent of it. */
  change: (row: Row, key: string, value: string | string[] | null) => object,
): Column<Row>[] {
  return infos
    .filter((info) => isCustom(info.id))
    .map((info): Column<Row> => {
      const key = customKey(info.id)
      const kind = info.computed ? undefined : edits[info.kind]
      return {
        id: info.id,
        title: info.label,
        value: (row): CellValue => {
          const value = row.custom[key] ?? null
          return Array.isArray(value) ? value.join('\n') : value
        },
        ...(kind === 'choice' && {
          cell: (row) => {
            const value = row.custom[key] ?? null
            return info.options?.find((it) => it.value === value)?.label ?? value
          },
        }),
        ...(info.relatesTo && {
          cell: (row) => {
            const value = row.custom[key] ?? null
            return typeof value === 'string'
              ? createElement(RelatedName, { record: info.relatesTo!, id: value })
              : null
          },
        }),
        ...(kind === 'choices' && { cell: (row) => [row.custom[key] ?? []].flat().join(', ') || null }),
        format: formats[info.kind],
        ...(info.currency && { currency: () => info.currency! }),
        width: 140,
        hidden: true,
        phone: 'hidden',
        ...(kind && {
          edit: {
            kind,
            options: info.options ?? undefined,
            ...(info.relatesTo && { finding: findingOf(info.relatesTo) }),
            save: (row, value) => save(row, key, kind === 'choices' && value ? linesIn(value) : value),
            change: (row, value) => change(row, key, kind === 'choices' && value ? linesIn(value) : value),
          },
        }),
      }
    })
}

import { createElement, type ReactNode } from 'react'
import { linesIn, type Option } from '#ui/form'
import { defaultCurrency, exponentOf, formatDay, formatMoney, formatNumber, telephone } from '#ui/format'
import type { Fact } from '#ui/record'
import type { Field } from '../contract.ts'
import type { CustomValue } from './custom-input.tsx'
import { Computed } from './formula.tsx'
import { findingOf, pathOf, RelatedName } from './related.tsx'

const kinds = {
  text: 'text',
  prose: 'prose',
  number: 'number',
  money: 'number',
  date: 'date',
  choice: 'choice',
  choices: 'choices',
  yesno: 'yesno',
  url: 'url',
  email: 'email',
  phone: 'phone',
  member: 'choice',
  relation: 'found',
} as const

/** The firm's own fields among the facts of a record, each edited in place by its type. */
export function customFacts(
  fields: readonly Field[],
  values: Readonly<Record<string, CustomValue>>,
  save: (field: Field, value: CustomValue) => Promise<unknown>,
  /** Whose they are: then it is said why what is computed is empty. */
  id?: string,
): Fact[] {
  return fields.map((field) => {
    const value = values[field.key] ?? null
    return {
      id: `custom.${field.key}`,
      label: field.label,
      value: value === null ? null : typed(field, value),
      show: shown(field, value) ?? undefined,
      href: hrefOf(field, value),
      ...(field.formula !== null && {
        note: createElement(Computed, { field, id, isEmpty: value === null }),
      }),
      edit:
        field.formula !== null
          ? undefined
          : {
              kind: kinds[field.type],
              ...(field.relatesTo && { finding: findingOf(field.relatesTo) }),
              ...(field.options.length > 0 && { options: optionsOf(field, value) }),
              save: (next) => save(field, next === null ? null : kept(field, next)),
            },
    }
  })
}

/** A retired choice, and a member who left, stay visible where they are the value. */
function optionsOf({ options }: Field, value: CustomValue): Option[] {
  const here = [value].flat()
  const known = options.filter((it) => !it.gone || here.includes(it.value))
  const retired = here.filter((it) => typeof it === 'string' && !known.some((option) => option.value === it))
  return [...known, ...retired.map((it) => ({ value: String(it), label: String(it) }))]
}

const digitsOf = ({ currency }: Field) => exponentOf(currency ?? defaultCurrency())

function typed(field: Field, value: NonNullable<CustomValue>): string {
  if (Array.isArray(value)) return value.join('\n')
  return field.type === 'money' ? String(Number(value) / 10 ** digitsOf(field)) : String(value)
}

function kept(field: Field, text: string): CustomValue {
  if (field.type === 'yesno') return text === 'true'
  if (field.type === 'number') return Number(text)
  if (field.type === 'choices') return linesIn(text)
  if (field.type === 'money') return Math.round(Number(text) * 10 ** digitsOf(field))
  return text
}

/** Where a value leads; only what the server checked to be of the web is followed. */
function hrefOf({ type, relatesTo }: Field, value: CustomValue): string | undefined {
  if (typeof value !== 'string') return undefined
  if (relatesTo) return pathOf(relatesTo, value)
  if (type === 'url') return /^https?:\/\//i.test(value) ? value : undefined
  if (type === 'email') return `mailto:${value}`
  return type === 'phone' ? telephone(value) : undefined
}

function shown(field: Field, value: CustomValue): ReactNode {
  if (field.relatesTo && typeof value === 'string')
    return createElement(RelatedName, { record: field.relatesTo, id: value })
  if (field.type === 'member' && value !== null) {
    const member = field.options.find((it) => it.value === value)
    return member ? `${member.label}${member.gone ? ' (left)' : ''}` : null
  }
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'number')
    return field.type === 'money'
      ? formatMoney(value, field.currency ?? defaultCurrency())
      : formatNumber(value)
  if (field.type === 'date' && typeof value === 'string') return formatDay(new Date(`${value}T12:00:00`))
  if (field.type === 'url' && typeof value === 'string') return value.replace(/^https?:\/\/|\/$/gi, '')
  return null
}

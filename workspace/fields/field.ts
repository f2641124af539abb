import { invalid } from '#platform/http'
import type { Field } from './contract.ts'

export type FieldInput = string | number | boolean | null
/** How a value lies in the table: text and choices as text, numbers, money and yes/no as a number, dates as a time. */
export type StoredValue = { text_value: string | null; number_value: number | null; time_value: Date | null }

const nothing: StoredValue = { text_value: null, number_value: null, time_value: null }
const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const yes = new Set(['true', 'yes', '1'])
const no = new Set(['false', 'no', '0'])

type Definition = Pick<Field, 'key' | 'label' | 'type' | 'choices'>

/** A value as it is stored; null clears it. Text from a cell is read as the field's type. Refuses what does not fit. */
export function storedValue(field: Definition, input: FieldInput): StoredValue | null {
  if (input === null || (typeof input === 'string' && input.trim() === '')) return null
  switch (field.type) {
    case 'text':
      return { ...nothing, text_value: String(input) }
    case 'number':
      return { ...nothing, number_value: numberIn(field, input) }
    case 'money': {
      const minor = numberIn(field, input)
      if (!Number.isSafeInteger(minor)) throw refused(field, 'an amount in whole minor units')
      return { ...nothing, number_value: minor }
    }
    case 'date': {
      const at = typeof input === 'string' && dayPattern.test(input) ? new Date(`${input}T00:00:00Z`) : null
      if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== input)
        throw refused(field, 'a day as 2026-11-24')
      return { ...nothing, time_value: at }
    }
    case 'choice': {
      const wanted = String(input).trim().toLowerCase()
      const choice = field.choices.find((it) => it.toLowerCase() === wanted)
      if (choice === undefined) throw refused(field, `one of: ${field.choices.slice(0, 20).join(', ')}`)
      return { ...nothing, text_value: choice }
    }
    case 'yesno': {
      const word = String(input).trim().toLowerCase()
      if (!yes.has(word) && !no.has(word)) throw refused(field, 'yes or no')
      return { ...nothing, number_value: yes.has(word) ? 1 : 0 }
    }
  }
}

/** A stored value as people and programs see it. */
export function shownValue(type: Field['type'], row: StoredValue): FieldInput {
  if (type === 'yesno') return row.number_value === null ? null : row.number_value === 1
  if (type === 'date') return row.time_value?.toISOString().slice(0, 10) ?? null
  return row.text_value ?? row.number_value
}

/** A key for programs from what people call the field: `Täglicher Umsatz` → `taglicher_umsatz`; never one of `taken`. */
export function keyFor(label: string, taken: ReadonlySet<string>): string {
  const base =
    label
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 56) || 'field'
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`
    if (!taken.has(key) && !(key in Object.prototype)) return key
  }
}

/** The choices after a change: renamed ones in their place; a new word that is there already is refused. */
export function choicesAfter(
  field: Pick<Field, 'type' | 'choices'>,
  change: { choices?: string[] | undefined; renames?: { from: string; to: string }[] | undefined },
): string[] {
  if (field.type !== 'choice') return field.choices
  const words = new Map((change.renames ?? []).map(({ from, to }) => [from, to]))
  const after = (change.choices ?? field.choices).map((choice) => words.get(choice) ?? choice)
  const taken = new Set<string>()
  for (const choice of after) {
    const key = choice.toLowerCase()
    if (taken.has(key))
      throw invalid('choice_twice', `“${choice}” is there already.`, {
        fields: { choices: 'Each choice once' },
      })
    taken.add(key)
  }
  if (after.length === 0)
    throw invalid('no_choices', 'Name at least one choice.', { fields: { choices: 'Name at least one' } })
  return after
}

function numberIn(field: Definition, input: FieldInput): number {
  const value = typeof input === 'string' ? Number(input.trim()) : input
  if (typeof value !== 'number' || !Number.isFinite(value)) throw refused(field, 'a number')
  return value
}

const refused = (field: Definition, wanted: string) =>
  invalid('bad_value', `“${field.label}” takes ${wanted}.`, {
    fields: { [`custom.${field.key}`]: `Takes ${wanted}` },
  })

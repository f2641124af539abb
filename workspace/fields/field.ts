import { z } from 'zod'
import { namesIn } from '#platform/csv'
import { invalid } from '#platform/http'
import { internationalNumber } from './adapters/phone.ts'
import { type Field, hasChoices } from './contract.ts'
import { brokenBy } from './rules.ts'

export type FieldInput = string | number | boolean | string[] | null
/** How a value lies in the table: texts and choices as text, numbers, money and yes/no as a number, dates as a time, relations as an id. */
export type StoredValue = {
  text_value: string | null
  number_value: number | null
  time_value: Date | null
  related_id: string | null
}

const nothing: StoredValue = { text_value: null, number_value: null, time_value: null, related_id: null }
const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const yes = new Set(['true', 'yes', '1'])
const no = new Set(['false', 'no', '0'])
const email = z.email().max(254)
const longestUrl = 2000

type Definition = Pick<
  Field,
  'record' | 'key' | 'label' | 'type' | 'choices' | 'options' | 'relatesTo' | 'currency' | 'rules'
>
/** Where the firm is, for phone numbers without a country's code, and which day it has. */
export type Here = { country: string; today: string }
type Read = { stored: StoredValue[] } | { wanted: string }

/**
 * A value as it is stored, several choices in a row each; nothing clears it. Text from a cell is read as the field's type. Refuses
 * what does not fit; what breaks a rule is the caller's to judge.
 */
export function storedValue(field: Definition, input: FieldInput, country: string): StoredValue[] {
  const read = readInput(field, input, country)
  return 'stored' in read ? read.stored : refuseValue(field, read.wanted)
}

export function refuseValue(field: Pick<Definition, 'record' | 'key' | 'label'>, wanted: string): never {
  throw invalid('bad_value', `“${field.label}” takes ${wanted}.`, {
    fields: { [`${field.record === 'deal' ? 'fields' : 'custom'}.${field.key}`]: `Takes ${wanted}` },
  })
}

/** The same for a row of a file: the value as it will be shown, or why the cell can't be taken. */
export function readCell(
  field: Definition,
  input: FieldInput,
  { country, today }: Here,
): { ok: true; value: FieldInput } | { ok: false; reason: string } {
  const read = readInput(field, input, country)
  const [first] = 'stored' in read ? read.stored : []
  const wanted = 'wanted' in read ? read.wanted : first && brokenBy(field, first, today)
  if ('wanted' in read || wanted)
    return { ok: false, reason: `“${String(input).slice(0, 40)}” is not ${wanted}` }
  return { ok: true, value: shownValue(field.type, read.stored) }
}

function readInput(field: Definition, input: FieldInput, country: string): Read {
  if (input === null || (typeof input === 'string' && input.trim() === '')) return { stored: [] }
  if (field.type === 'choices') return readChoices(field, input)
  if (Array.isArray(input)) return { wanted: 'one value' }
  const text = (value: string): Read => ({ stored: [{ ...nothing, text_value: value }] })
  const number = (value: number): Read => ({ stored: [{ ...nothing, number_value: value }] })
  switch (field.type) {
    case 'text':
    case 'prose':
      return text(field.rules.once ? String(input).trim() : String(input))
    case 'url': {
      const url = webAddress(String(input).trim())
      return url ? text(url) : { wanted: 'a web address such as https://example.com' }
    }
    case 'email': {
      const address = email.safeParse(String(input).trim())
      return address.success ? text(address.data) : { wanted: 'an e-mail address' }
    }
    case 'phone': {
      const phone = internationalNumber(String(input), country)
      return phone ? text(phone) : { wanted: 'a phone number' }
    }
    case 'number': {
      const value = numberIn(input)
      return value === null ? { wanted: 'a number' } : number(value)
    }
    case 'money': {
      const minor = numberIn(input)
      return Number.isSafeInteger(minor) ? number(minor!) : { wanted: 'an amount in whole minor units' }
    }
    case 'date': {
      const at = typeof input === 'string' && dayPattern.test(input) ? new Date(`${input}T00:00:00Z`) : null
      const isDay = at && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === input
      return isDay ? { stored: [{ ...nothing, time_value: at }] } : { wanted: 'a day as 2026-11-24' }
    }
    case 'choice': {
      const wanted = String(input).trim().toLowerCase()
      const choice = field.choices.find((it) => it.toLowerCase() === wanted)
      return choice === undefined ? { wanted: `one of: ${listed(field)}` } : text(choice)
    }
    case 'member': {
      const wanted = String(input).trim().toLowerCase()
      const member = field.options.find(({ value, label }) => [value, label.toLowerCase()].includes(wanted))
      return member ? text(member.value) : { wanted: 'a member who works here' }
    }
    case 'relation': {
      // Whom the words name was looked up within reach before.
      const [related] = field.options
      if (related) return { stored: [{ ...nothing, related_id: related.value }] }
      return { wanted: `${anotherOf(field)} that is there and within your reach` }
    }
    case 'yesno': {
      const word = String(input).trim().toLowerCase()
      return yes.has(word) || no.has(word) ? number(yes.has(word) ? 1 : 0) : { wanted: 'yes or no' }
    }
  }
}

const relatedWords = { contact: 'person', company: 'company', deal: 'deal' } as const
const anotherOf = ({ record, relatesTo }: Definition) =>
  `${relatesTo === record ? 'another' : 'a'} ${relatedWords[relatesTo ?? 'contact']}`

const listed = ({ choices }: Definition) => choices.slice(0, 20).join(', ')

/** Each once and in the order of the field, whatever the order they come in; a text is read as a cell that names several. */
function readChoices(field: Definition, input: string | number | boolean | string[]): Read {
  const isOne = field.choices.some((it) => it.toLowerCase() === String(input).trim().toLowerCase())
  const words = Array.isArray(input) ? input : isOne ? [String(input)] : namesIn(String(input))
  const wanted = new Set(words.map((it) => it.trim().toLowerCase()).filter(Boolean))
  const chosen = field.choices.filter((it) => wanted.has(it.toLowerCase()))
  if (chosen.length < wanted.size) return { wanted: `any of: ${listed(field)}` }
  return { stored: chosen.map((choice) => ({ ...nothing, text_value: choice })) }
}

/** An address of the web as it was written, with its protocol; null for any other protocol, and for one that hides a password. */
function webAddress(written: string): string | null {
  const address = written.includes('://') ? written : `https://${written}`
  if (/\s/.test(address) || address.length > longestUrl || !URL.canParse(address)) return null
  const { protocol, hostname, username, password } = new URL(address)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && hostname.includes('.') && !username && !password ? address : null
}

/** A stored value as people and programs see it; several choices in their places. */
export function shownValue(type: Field['type'], rows: readonly StoredValue[]): FieldInput {
  const [row] = rows
  if (!row) return null
  if (type === 'choices') return [...new Set(rows.flatMap((it) => it.text_value ?? []))]
  if (type === 'yesno') return row.number_value === null ? null : row.number_value === 1
  if (type === 'date') return row.time_value?.toISOString().slice(0, 10) ?? null
  return row.text_value ?? row.number_value ?? row.related_id
}

/** Whether two values say the same; the order of several choices says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.length === other.length && one.every((each) => other.includes(each))
}

/**
 * A key for programs from what people call the field: `Täglicher Umsatz` → `taglicher_umsatz`; never one of `taken`, and
 * `otherwise` where none of it can be spelt.
 */
export function keyFor(label: string, taken: ReadonlySet<string>, otherwise = 'field'): string {
  const base =
    label
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 56) || otherwise
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
  if (!hasChoices(field.type)) return field.choices
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

function numberIn(input: FieldInput): number | null {
  const value = typeof input === 'string' ? Number(input.trim()) : input
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

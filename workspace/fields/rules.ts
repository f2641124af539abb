import { invalid } from '#platform/http'
import { longestMatched, patternOf } from './adapters/pattern.ts'
import { type Field, ruledBy } from './contract.ts'
import type { StoredValue } from './field.ts'

export type Rules = Field['rules']
type Ruled = Pick<Field, 'type' | 'currency' | 'rules'>

/** By so many characters values are told apart that may be there only once. */
const longestOnce = 200

/** Patterns that need not be written, with how they are called. */
export const plainPatterns: Record<string, string> = {
  '\\d+': 'digits only',
  '[\\p{L}\\p{N}]+': 'letters and digits only',
}

/** Rules that can't hold are refused when they are set. */
export function checkRules({ type, rules }: Pick<Field, 'type' | 'rules'>): void {
  const refuse = (rule: keyof Rules, message: string) => {
    throw invalid('bad_rule', message, { fields: { [`rules.${rule}`]: message } })
  }
  for (const rule of Object.keys(rules) as (keyof Rules)[])
    if (!ruledBy[type].includes(rule))
      refuse(rule, `A field of this kind takes no rule “${rule}”. Leave it out.`)
  const { smallest, greatest, pattern, longest, once } = rules
  if (smallest !== undefined && greatest !== undefined && smallest > greatest)
    refuse('greatest', 'The greatest value is below the smallest. Make it greater.')
  const read = pattern === undefined ? null : patternOf(pattern)
  if (read && 'problem' in read) refuse('pattern', read.problem)
  if (read && longest !== undefined && longest > longestMatched)
    refuse('longest', `With a pattern a text is at most ${longestMatched} characters long.`)
  if (once && longest !== undefined && longest > longestOnce)
    refuse('longest', `What may be there only once is at most ${longestOnce} characters long.`)
}

/** What a value would have to be that breaks a rule of its field; null where it breaks none. `today`: the firm's day. */
export function brokenBy(
  field: Ruled,
  { text_value, number_value, time_value }: StoredValue,
  today: string,
): string | null {
  const { rules } = field
  if (text_value !== null) return brokenByText(text_value, rules)
  if (number_value !== null && field.type !== 'yesno') return brokenByNumber(field, number_value)
  const day = time_value?.toISOString().slice(0, 10)
  if (day === undefined || today === '') return null
  if (rules.days === 'past' && day > today) return 'a day in the past, or today'
  return rules.days === 'future' && day < today ? 'a day in the future, or today' : null
}

function brokenByText(text: string, { longest: most, pattern, once }: Rules): string | null {
  const longest = most ?? (once && longestOnce)
  if (longest !== undefined && [...text].length > longest)
    return `at most ${longest} characters (these are ${[...text].length})`
  const read = pattern === undefined ? null : patternOf(pattern)
  if (!read || 'problem' in read || read.matches(text)) return null
  return plainPatterns[pattern!] ?? `a text of the form ${pattern}`
}

function brokenByNumber({ type, currency, rules }: Ruled, value: number): string | null {
  const { smallest, greatest, decimals } = rules
  const digits = type === 'money' ? digitsOf(currency ?? 'EUR') : 0
  const shown = (it: number) =>
    type === 'money' ? `${(it / 10 ** digits).toFixed(digits)} ${currency}` : String(it)
  const what = type === 'money' ? 'an amount' : 'a number'
  if (smallest !== undefined && value < smallest) return `${what} of at least ${shown(smallest)}`
  if (greatest !== undefined && value > greatest) return `${what} of at most ${shown(greatest)}`
  if (decimals === undefined) return null
  const fits =
    type === 'money'
      ? value % 10 ** Math.max(0, digits - decimals) === 0
      : Number(value.toFixed(decimals)) === value
  if (fits) return null
  return decimals === 0
    ? `${what} without decimals`
    : `${what} with at most ${decimals} decimal${decimals === 1 ? '' : 's'}`
}

const digitsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

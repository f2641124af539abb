import { DateTime } from 'luxon'
import type { Field } from './contract.ts'
import type { FieldInput } from './field.ts'

/** In which language and currency a firm writes. */
export type Firm = { locale: string; currency: string }
type Shown = Pick<Field, 'type' | 'options'> & { currency?: string | null | undefined }

/** A value as one writes it to somebody, in the firm's language; of a relation whom it names must be looked up. */
export function inWords(field: Shown, value: Exclude<FieldInput, null>, { locale, currency }: Firm): string {
  switch (field.type) {
    case 'money': {
      const money = new Intl.NumberFormat(locale, { style: 'currency', currency: field.currency ?? currency })
      return money.format(Number(value) / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2))
    }
    case 'number':
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(Number(value))
    case 'date':
      return DateTime.fromISO(String(value), { zone: 'utc', locale }).toLocaleString(DateTime.DATE_FULL)
    case 'yesno':
      return value ? 'yes' : 'no'
    case 'choices':
      return new Intl.ListFormat(locale).format([value].flat().map(String))
    case 'member':
      return field.options.find((it) => it.value === value)?.label ?? ''
    default:
      return String(value)
  }
}

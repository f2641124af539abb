import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import type { ChangeEvent, ReactNode } from 'react'
import { DateField, FoundSelect, MoneyInput } from '#ui/form'
import { defaultCurrency } from '#ui/format'
import type { Field } from '../contract.ts'
import { findingOf } from './related.tsx'

export type CustomValue = string | number | boolean | string[] | null
type Props = { field: Field; value: CustomValue; error?: ReactNode; onChange: (value: CustomValue) => void }

const modes = { text: 'text', relation: 'text', url: 'url', email: 'email', phone: 'tel' } as const
/** As the clock of the browser has it; the firm's own day decides. */
const today = () => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' }).format(new Date())
const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

/** The input for a field of the firm's own, by its type. */
export function CustomInput({ field, value, error, onChange }: Props) {
  const { label, type, choices, options, currency, relatesTo, rules } = field
  if (type === 'money')
    return (
      <MoneyInput
        label={label}
        minor={typeof value === 'number' ? value : null}
        currency={currency ?? defaultCurrency()}
        error={error}
        onChange={onChange}
      />
    )
  if (type === 'number')
    return (
      <NumberInput
        label={label}
        value={typeof value === 'number' ? value : ''}
        error={error}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
      />
    )
  if (type === 'date')
    return (
      <DateField
        label={label}
        value={typeof value === 'string' ? value : null}
        error={error}
        onChange={onChange}
        {...(rules.days === 'past' && { maxDate: today() })}
        {...(rules.days === 'future' && { minDate: today() })}
      />
    )
  if (type === 'choice' || type === 'member')
    return (
      <Select
        label={label}
        data={options.filter((it) => !it.gone || it.value === value).map((it) => ({ ...it }))}
        clearable
        clearButtonProps={{ 'aria-label': `Clear ${label}` }}
        value={typeof value === 'string' ? value : null}
        error={error}
        searchable={options.length > 7}
        onChange={onChange}
      />
    )
  if (type === 'relation' && relatesTo)
    return (
      <FoundSelect
        label={label}
        finding={findingOf(relatesTo)}
        clearable
        clearButtonProps={{ 'aria-label': `Clear ${label}` }}
        value={typeof value === 'string' ? value : null}
        error={error}
        onChange={onChange}
      />
    )
  if (type === 'choices')
    return (
      <MultiSelect
        label={label}
        data={choices}
        value={Array.isArray(value) ? value : []}
        error={error}
        searchable={choices.length > 7}
        clearable
        clearButtonProps={{ 'aria-label': `Clear ${label}` }}
        onChange={(next) => onChange(next.length > 0 ? next : null)}
      />
    )
  if (type === 'yesno')
    return (
      <Select
        label={label}
        data={yesNo}
        value={value === null ? null : String(value)}
        error={error}
        onChange={(next) => onChange(next === null ? null : next === 'true')}
      />
    )
  const text = {
    label,
    value: typeof value === 'string' ? value : '',
    error,
    dir: 'auto',
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(event.currentTarget.value),
  }
  if (type === 'prose') return <Textarea {...text} autosize minRows={3} maxRows={12} />
  const hint = type === 'url' && { placeholder: 'https://' }
  return <TextInput {...text} inputMode={modes[type]} autoComplete="off" {...hint} />
}

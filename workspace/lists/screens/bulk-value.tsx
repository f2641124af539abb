import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import { DateField, FoundSelect, MoneyInput } from '#ui/form'
import { defaultCurrency } from '#ui/format'
import type { BulkField } from './bulk.tsx'

type ValueProps = {
  field: BulkField
  value: string | string[] | null
  onChange: (value: string | string[] | null) => void
}

/** What many are set to, typed or chosen as the kind of the field is. */
export function BulkValue({ field, value, onChange }: ValueProps) {
  const text = typeof value === 'string' ? value : ''
  if (field.kind === 'tags')
    return (
      <TagsInput
        label="Tags"
        data={(field.options ?? []).map((option) => option.label)}
        value={Array.isArray(value) ? value : []}
        onChange={onChange}
      />
    )
  if (field.kind === 'choices')
    return (
      <MultiSelect
        label="To"
        clearable
        searchable
        data={field.options ?? []}
        value={Array.isArray(value) ? value : []}
        onChange={(next) => onChange(next.length > 0 ? next : null)}
      />
    )
  if (field.finding)
    return (
      <FoundSelect label="To" clearable finding={field.finding} value={text || null} onChange={onChange} />
    )
  if (field.kind === 'choice')
    return (
      <Select
        label="To"
        clearable
        searchable
        data={field.options ?? []}
        value={text || null}
        onChange={onChange}
      />
    )
  if (field.kind === 'date') return <DateField label="To" value={text || null} onChange={onChange} />
  if (field.kind === 'money')
    return (
      <MoneyInput
        label="To"
        currency={field.currency ?? defaultCurrency()}
        minor={text === '' ? null : Number(text)}
        onChange={(next) => onChange(next === null ? null : String(next))}
      />
    )
  if (field.kind === 'number')
    return (
      <NumberInput label="To" value={text} onChange={(next) => onChange(next === '' ? null : String(next))} />
    )
  const typed = {
    label: 'To',
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(event.currentTarget.value || null),
  }
  return field.kind === 'prose' ? <Textarea {...typed} autosize minRows={3} /> : <TextInput {...typed} />
}

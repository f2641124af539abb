import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type client, orpc } from '#ui/client'
import { MoneyInput } from '#ui/form'
import { formatNumber } from '#ui/format'
import { Notice } from '#ui/pieces'
import { Link } from '#ui/shell'
import { type Field, ruledBy } from '../contract.ts'
import css from './fields.module.css'
import { pathOf } from './related.tsx'
import { recordWords } from './words.ts'

type Rules = Field['rules']
type Props = {
  type: Field['type']
  currency: string
  rules: Rules
  onChange: (rules: Rules) => void
  errors: Record<string, ReactNode>
}

const own = 'own'
const patterns = [
  { value: '', label: 'Any text' },
  { value: '\\d+', label: 'Only digits' },
  { value: '[\\p{L}\\p{N}]+', label: 'Only letters and digits' },
  { value: own, label: 'A pattern of your own' },
]
const days = [
  { value: '', label: 'Any day' },
  { value: 'past', label: 'Only in the past, or today' },
  { value: 'future', label: 'Only in the future, or today' },
]

/** Without what is not said. */
const said = (rules: { [Rule in keyof Rules]: Rules[Rule] | undefined }): Rules =>
  Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined)) as Rules
/** The rules that a field of a type can have. */
export const onlyOf = (type: Field['type'], rules: Rules): Rules =>
  Object.fromEntries(
    Object.entries(rules).filter(([rule]) => ruledBy[type].includes(rule as keyof Rules)),
  ) as Rules

/** What a value must be, by what the field holds. */
export function RuleInputs({ type, currency, rules, onChange, errors }: Props) {
  const has = (rule: keyof Rules) => ruledBy[type].includes(rule)
  const set = (change: { [Rule in keyof Rules]?: Rules[Rule] | undefined }) =>
    onChange(said({ ...rules, ...change }))
  const numberOf = (value: string | number) =>
    value === '' || Number.isNaN(Number(value)) ? undefined : Number(value)
  const bound = (rule: 'smallest' | 'greatest', label: string) =>
    type === 'money' ? (
      <MoneyInput
        label={label}
        minor={rules[rule] ?? null}
        currency={/^[A-Z]{3}$/.test(currency) ? currency : 'EUR'}
        error={errors[`rules.${rule}`]}
        onChange={(minor) => set({ [rule]: minor ?? undefined })}
      />
    ) : (
      <NumberInput
        label={label}
        value={rules[rule] ?? ''}
        error={errors[`rules.${rule}`]}
        onChange={(value) => set({ [rule]: numberOf(value) })}
      />
    )
  const isPlain = patterns.some(({ value }) => value === (rules.pattern ?? ''))
  return (
    <>
      {has('longest') && (
        <NumberInput
          label="Longest"
          description="In characters. Empty: as long as one likes."
          min={1}
          max={10_000}
          allowDecimal={false}
          value={rules.longest ?? ''}
          error={errors['rules.longest']}
          onChange={(value) => set({ longest: numberOf(value) })}
        />
      )}
      {has('pattern') && (
        <Select
          label="Takes"
          allowDeselect={false}
          data={patterns}
          value={isPlain ? (rules.pattern ?? '') : own}
          onChange={(value) => set({ pattern: value === own ? '[A-Z]{2}\\d{4}' : value || undefined })}
        />
      )}
      {has('pattern') && !isPlain && (
        <TextInput
          label="Pattern"
          description="[A-Z]{2}\d{4} takes DE1234. ? is perhaps, * any number, + at least one, ( | ) one of several."
          dir="ltr"
          autoComplete="off"
          maxLength={200}
          value={rules.pattern}
          error={errors['rules.pattern']}
          onChange={(event) => set({ pattern: event.currentTarget.value || undefined })}
        />
      )}
      {has('smallest') && (
        <div className={css.bounds}>
          {bound('smallest', 'Smallest')}
          {bound('greatest', 'Greatest')}
          <NumberInput
            label="Decimals"
            min={0}
            max={10}
            allowDecimal={false}
            value={rules.decimals ?? ''}
            error={errors['rules.decimals']}
            onChange={(value) => set({ decimals: numberOf(value) })}
          />
        </div>
      )}
      {has('once') && (
        <Checkbox
          label="Each value only once"
          description="No two may have the same, as a customer number. Whoever lies in the bin does not count."
          checked={rules.once === true}
          onChange={(event) => set({ once: event.currentTarget.checked || undefined })}
        />
      )}
      {has('days') && (
        <Select
          label="Takes"
          allowDeselect={false}
          data={days}
          value={rules.days ?? ''}
          onChange={(value) => set({ days: (value || undefined) as Rules['days'] })}
        />
      )}
    </>
  )
}

type Found = Awaited<ReturnType<typeof client.fields.breaking>>

function counted(field: Field, { count, atLeast }: Pick<Found, 'count' | 'atLeast'>): string {
  const { one, many } = recordWords[field.record]
  const n = `${atLeast ? 'At least ' : ''}${formatNumber(count)} ${count === 1 ? one : many}`
  return `${n} ${count === 1 ? 'has' : 'have'} a value that breaks this, and ${count === 1 ? 'keeps' : 'keep'} it.`
}

/** To be said after rules were set; nothing where nobody breaks them. */
export const keptWords = (field: Field, found: Pick<Found, 'count' | 'atLeast'>): string =>
  found.count > 0 ? ` ${counted(field, found)}` : ''

/** Whose values break the rules that hold, the first of them by name. */
export function Breaking({ field }: { field: Field }) {
  const { data } = useQuery(orpc.fields.breaking.queryOptions({ input: { id: field.id } }))
  if (!data || data.count === 0) return null
  const more = data.count - data.records.length
  return (
    <Notice accent="amber" title={counted(field, data)}>
      {data.records.map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link to={pathOf(field.record, id)} dir="auto">
            {name}
          </Link>
        </span>
      ))}
      {more > 0 && ` and ${formatNumber(more)} more`}
    </Notice>
  )
}

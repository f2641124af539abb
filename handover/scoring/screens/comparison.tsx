import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import type { Content } from '../contract.ts'

type Matcher = Extract<Content['rules'][number], { axis: 'fit' }>['matcher']
type Comparing = Pick<Matcher, 'op' | 'value'>

const operatorsOf: Record<string, { value: Matcher['op']; label: string }[]> = {
  text: [
    { value: 'eq', label: 'is' },
    { value: 'in', label: 'is one of' },
    { value: 'contains', label: 'contains' },
    { value: 'ne', label: 'is not' },
    { value: 'set', label: 'is known' },
  ],
  number: [
    { value: 'gte', label: 'at least' },
    { value: 'lte', label: 'at most' },
    { value: 'eq', label: 'is' },
    { value: 'in', label: 'is one of' },
    { value: 'set', label: 'is known' },
  ],
  date: [
    { value: 'gte', label: 'from' },
    { value: 'lte', label: 'until' },
    { value: 'set', label: 'is known' },
  ],
  choice: [
    { value: 'eq', label: 'is' },
    { value: 'in', label: 'is one of' },
    { value: 'ne', label: 'is not' },
    { value: 'set', label: 'is known' },
  ],
  yesno: [{ value: 'eq', label: 'is' }],
}

/** What was typed as the value that the fact's type wants. */
function wantedValue(type: string, text: string): string | number | boolean {
  if (type === 'number') return Number(text.replace(',', '.')) || 0
  return type === 'yesno' ? text === 'true' : text
}

type Value = string | number | boolean
const listOf = (value: Comparing['value'] | readonly (Value | null)[]): string[] =>
  (Array.isArray(value) ? value : [value]).filter((it) => it !== null && it !== '' && it !== true).map(String)

/** What was typed for one way to compare, as another way wants it. */
function valueAs(op: Matcher['op'], type: string, value: Comparing['value'] | readonly (Value | null)[]) {
  if (op === 'set') return true
  const words = listOf(value)
  return op === 'in' ? words.map((it) => wantedValue(type, it)) : wantedValue(type, words[0] ?? '')
}

/** What a fact is compared by before anybody chooses: the least that can be asked of its type. */
export const firstComparison = (type: string): { op: 'eq' | 'set'; value: true } => ({
  op: type === 'yesno' ? 'eq' : 'set',
  value: true,
})

type ComparisonProps = {
  op: Matcher['op']
  value: Comparing['value'] | readonly (Value | null)[]
  type: string
  options: readonly string[] | undefined
  /** Names of the two inputs: shown above them, or only said by a screen reader. */
  labels: { op: string; value: string; shown: boolean }
  disabled?: boolean
  onChange: (comparing: { op?: Matcher['op']; value: Value | Value[] }) => void
}

/** How a fact is compared, and with what; two inputs side by side in whatever grid they stand. */
export function Comparison({
  type,
  options,
  op,
  value,
  labels,
  disabled = false,
  onChange,
}: ComparisonProps) {
  const named = (label: string) => (labels.shown ? { label } : { 'aria-label': label })
  const choices =
    type === 'yesno'
      ? [
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]
      : (options ?? []).map((it) => ({ value: it, label: it }))
  const typed = (text: string) => onChange({ value: wantedValue(type, text) })
  return (
    <>
      <Select
        {...named(labels.op)}
        allowDeselect={false}
        disabled={disabled}
        value={op}
        data={operatorsOf[type] ?? []}
        onChange={(next) =>
          next && onChange({ op: next as Matcher['op'], value: valueAs(next as Matcher['op'], type, value) })
        }
      />
      {op === 'set' ? (
        <span />
      ) : op === 'in' ? (
        <Many
          {...named(labels.value)}
          disabled={disabled}
          value={listOf(value)}
          onChange={(words) => onChange({ value: words.map((it) => wantedValue(type, it)) })}
          {...(choices.length > 0 && { data: choices })}
        />
      ) : choices.length > 0 ? (
        <Select
          {...named(labels.value)}
          allowDeselect={false}
          disabled={disabled}
          value={String(value ?? '')}
          data={choices}
          onChange={(next) => next !== null && typed(next)}
        />
      ) : (
        <TextInput
          {...named(labels.value)}
          inputMode={type === 'number' ? 'decimal' : 'text'}
          disabled={disabled}
          value={value === null ? '' : String(value)}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      )}
    </>
  )
}

type ManyProps = {
  label?: string
  'aria-label'?: string
  disabled: boolean
  value: string[]
  data?: { value: string; label: string }[]
  onChange: (words: string[]) => void
}

/** Several values: chosen where there is a list, else typed with a comma or Enter after each. */
const Many = ({ data, ...props }: ManyProps) =>
  data ? (
    <MultiSelect data={data} searchable {...props} />
  ) : (
    <TagsInput splitChars={[',']} acceptValueOnBlur {...props} />
  )

import {
  Autocomplete,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { DateField, FoundMultiSelect } from '#ui/form'
import { exponentOf } from '#ui/format'
import css from './filter.module.css'
import {
  type Condition,
  countsDays,
  type FilterField,
  needsValue,
  type Operator,
  operatorsOf,
  wordOf,
} from './filter.ts'

type EditorProps = { field: FilterField; condition: Condition; onChange: (condition: Condition) => void }

const manyOptions = 8
const listOf = (value: Condition['value']) => (Array.isArray(value) ? value : value ? [value] : [])
const textOf = (value: Condition['value']) => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

function Choices({ field, condition, onChange }: EditorProps) {
  const [search, setSearch] = useState('')
  const picked = listOf(condition.value)
  const options = (field.options ?? []).filter((option) =>
    option.label.toLocaleLowerCase().includes(search.toLocaleLowerCase()),
  )
  const flip = (value: string) =>
    onChange({
      ...condition,
      value: picked.includes(value) ? picked.filter((each) => each !== value) : [...picked, value],
    })
  return (
    <>
      {(field.options?.length ?? 0) > manyOptions && (
        <TextInput
          aria-label={`Find in ${field.label}`}
          placeholder="Find"
          size="xs"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div className={css.choices}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={picked.includes(option.value)}
            onChange={() => flip(option.value)}
          />
        ))}
      </div>
    </>
  )
}

function One({ field, condition, onChange, place }: EditorProps & { place: number }) {
  const between = condition.operator === 'between'
  const value = between ? (listOf(condition.value)[place] ?? '') : textOf(condition.value)
  const set = (next: string) => {
    if (!between) return onChange({ ...condition, value: next })
    const pair = [listOf(condition.value)[0] ?? '', listOf(condition.value)[1] ?? '']
    pair[place] = next
    return onChange({ ...condition, value: pair })
  }
  const name = between ? `${field.label} ${place === 0 ? 'from' : 'to'}` : field.label
  if (countsDays(condition.operator))
    return (
      <NumberInput
        aria-label={`${field.label}: days`}
        size="xs"
        suffix=" days"
        placeholder="days"
        min={1}
        value={value}
        onChange={(next) => set(String(next))}
      />
    )
  if (field.kind === 'money') {
    const scale = 10 ** (field.currency ? exponentOf(field.currency) : 2)
    return (
      <NumberInput
        aria-label={name}
        size="xs"
        suffix={field.currency ? ` ${field.currency}` : ''}
        value={value === '' ? '' : Number(value) / scale}
        onChange={(next) => set(next === '' ? '' : String(Math.round(Number(next) * scale)))}
      />
    )
  }
  if (field.kind === 'number')
    return <NumberInput aria-label={name} size="xs" value={value} onChange={(next) => set(String(next))} />
  if (field.kind === 'date')
    return (
      <DateField
        label={between ? (place === 0 ? 'From' : 'To') : 'Day'}
        value={value || null}
        onChange={(next) => set(next ?? '')}
      />
    )
  if (field.kind === 'page')
    return (
      <Autocomplete
        aria-label={name}
        data-autofocus
        size="xs"
        placeholder="firm.example/prices, or /prices"
        data={(field.options ?? []).map((option) => option.label)}
        limit={manyOptions}
        value={value}
        onChange={set}
        comboboxProps={{ withinPortal: false }}
      />
    )
  return (
    <TextInput
      aria-label={name}
      data-autofocus
      size="xs"
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}

/** Edits one condition: how the field is compared, and with what. */
export function ConditionEditor({ field, condition, onChange }: EditorProps) {
  const operators = operatorsOf[field.kind]
  const isChosen = field.kind === 'choice' || field.kind === 'choices'
  const pickOperator = (operator: Operator) => {
    const keeps =
      needsValue(operator) &&
      (operator === 'between') === (condition.operator === 'between') &&
      countsDays(operator) === countsDays(condition.operator)
    onChange({ ...condition, operator, value: keeps ? condition.value : null })
  }
  return (
    <Stack gap="xs" className={css.editor ?? ''}>
      <Select
        aria-label={`How ${field.label} is compared`}
        size="xs"
        allowDeselect={false}
        data={operators.map((operator) => ({ value: operator, label: wordOf(operator, field.kind) }))}
        value={condition.operator}
        onChange={(next) => next && pickOperator(next as Operator)}
        comboboxProps={{ withinPortal: false }}
      />
      {needsValue(condition.operator) && isChosen && (
        <Choices field={field} condition={condition} onChange={onChange} />
      )}
      {needsValue(condition.operator) && field.kind === 'yesno' && (
        <SegmentedControl
          aria-label={field.label}
          data={[
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          value={textOf(condition.value)}
          onChange={(next) => onChange({ ...condition, value: next })}
        />
      )}
      {needsValue(condition.operator) && field.finding && (
        <FoundMultiSelect
          aria-label={field.label}
          size="xs"
          finding={field.finding}
          value={listOf(condition.value)}
          onChange={(value) => onChange({ ...condition, value })}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      {needsValue(condition.operator) && !isChosen && !field.finding && field.kind !== 'yesno' && (
        <Group gap="xs" grow wrap="nowrap">
          <One field={field} condition={condition} onChange={onChange} place={0} />
          {condition.operator === 'between' && (
            <One field={field} condition={condition} onChange={onChange} place={1} />
          )}
        </Group>
      )}
    </Stack>
  )
}

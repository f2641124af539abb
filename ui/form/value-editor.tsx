import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Accent } from '#ui/theme'
import css from './form.module.css'
import { type Finding, FoundSelect } from './found.tsx'
import { MoneyInput } from './money-input.tsx'

export type EditKind =
  | 'text'
  | 'prose'
  | 'number'
  /** Its text is whole minor units. */
  | 'money'
  | 'date'
  | 'choice'
  | 'choices'
  | 'yesno'
  | 'url'
  | 'email'
  | 'phone'
  | 'found'
export type Option = { value: string; label: string; accent?: Accent | undefined }

const DayPicker = lazy(() => import('./day-picker.tsx'))
const yesNo: Option[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

/** Several choices are one text with a line for each. */
export const linesIn = (value: string | null): string[] => (value ?? '').split('\n').filter(Boolean)

type EditorProps = {
  label: string
  value: string | null
  /** What was typed before and not taken, to go on with. */
  typed?: string | undefined
  kind: EditKind
  options?: Option[] | undefined
  /** Of `found`: how it is looked up. */
  finding?: Finding | undefined
  /** Of `money`. */
  currency?: string | undefined
  onDone: (value: string | null) => void
  onCancel: () => void
  /** Tab: on to the next value, or back. */
  onTab?: ((back: boolean) => void) | undefined
}

/**
 * The field that stands in for a value while it is edited: Enter or leaving saves, also when another page takes its place;
 * Escape puts back.
 */
export function ValueEditor(props: EditorProps) {
  const { label, value, typed, kind, options, finding, currency, onDone, onCancel, onTab } = props
  const [draft, setDraft] = useState(typed ?? value ?? '')
  const ended = useRef(false)
  const end = (next: string | null) => {
    if (ended.current) return
    ended.current = true
    if (next === value || (next === '' && value === null)) onCancel()
    else onDone(next === '' ? null : next)
  }
  const left = useRef(() => {})
  left.current = () => {
    if (draft !== (value ?? '')) end(draft.trim())
  }
  useEffect(() => () => left.current(), [])
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      ended.current = true
      onCancel()
    } else if (kind === 'found' && event.key === 'Enter') return
    else if (event.key === 'Enter' && (kind !== 'prose' || event.metaKey || event.ctrlKey)) end(draft.trim())
    else if (event.key === 'Tab' && onTab) {
      event.preventDefault()
      end(kind === 'choice' || kind === 'yesno' || kind === 'found' ? value : draft.trim())
      onTab(event.shiftKey)
    }
  }
  const shared = {
    'aria-label': label,
    autoFocus: true,
    size: 'xs',
    onKeyDown: keys,
    className: css.editor,
  } as const
  if (kind === 'choice' || kind === 'yesno')
    return (
      <Select
        {...shared}
        data={kind === 'yesno' ? yesNo : (options ?? [])}
        value={value}
        onChange={(next) => end(next)}
        onBlur={() => end(value)}
        defaultDropdownOpened
        searchable={(options?.length ?? 0) > 7}
        clearable={value !== null}
        clearButtonProps={{ 'aria-label': 'Clear' }}
        comboboxProps={{ withinPortal: true }}
      />
    )
  if (kind === 'found' && finding)
    return (
      <FoundSelect
        {...shared}
        finding={finding}
        value={value}
        onChange={(next) => end(next)}
        onBlur={() => end(value)}
        clearable={value !== null}
        comboboxProps={{ withinPortal: true }}
      />
    )
  if (kind === 'choices')
    return (
      <MultiSelect
        {...shared}
        data={options ?? []}
        value={linesIn(draft)}
        onChange={(next) => setDraft(next.join('\n'))}
        onBlur={() => end(draft)}
        // Enter chooses here; leaving saves.
        onKeyDown={(event) => event.key !== 'Enter' && keys(event)}
        defaultDropdownOpened
        searchable={(options?.length ?? 0) > 7}
        hidePickedOptions
        comboboxProps={{ withinPortal: true }}
      />
    )
  if (kind === 'date')
    return (
      <Suspense fallback={<TextInput {...shared} value={draft} readOnly />}>
        <DayPicker label={label} value={value} onDone={end} onCancel={onCancel} />
      </Suspense>
    )
  if (kind === 'number')
    return (
      <NumberInput
        {...shared}
        value={draft}
        onChange={(next) => setDraft(String(next))}
        onBlur={() => end(draft)}
      />
    )
  if (kind === 'money' && currency)
    return (
      <MoneyInput
        {...shared}
        currency={currency}
        minor={draft === '' ? null : Number(draft)}
        onChange={(next) => setDraft(next === null ? '' : String(next))}
        onBlur={() => end(draft)}
      />
    )
  if (kind === 'prose')
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => end(draft.trim())}
      />
    )
  const modes = { email: 'email', phone: 'tel', url: 'url' } as const
  const mode = kind === 'email' || kind === 'phone' || kind === 'url' ? modes[kind] : undefined
  return (
    <TextInput
      {...shared}
      type={mode === 'tel' || mode === 'email' ? mode : 'text'}
      inputMode={mode}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => end(draft.trim())}
    />
  )
}

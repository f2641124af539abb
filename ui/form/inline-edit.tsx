import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { formatMoney } from '#ui/format'
import { failToast } from '#ui/pieces'
import type { Accent } from '#ui/theme'
import css from './form.module.css'
import { type Finding, FoundNames, FoundSelect } from './found.tsx'
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
  const { label, value, kind, options, finding, currency, onDone, onCancel, onTab } = props
  const [draft, setDraft] = useState(value ?? '')
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

type InlineEditProps = {
  label: string
  value: string | null
  kind: EditKind
  options?: Option[] | undefined
  finding?: Finding | undefined
  /** Of `money`. */
  currency?: string | undefined
  /** A click on the value itself does something else; a pencil beside it edits. */
  beside?: boolean | undefined
  /** Rejecting keeps the old value and says why. */
  save: (value: string | null) => Promise<unknown>
  /** How the value is shown; the plain text if absent. */
  children?: ReactNode
  /** -1 where arrows lead to it. */
  tabIndex?: number | undefined
}

/** A value that becomes a field when clicked. Shows the new value at once and puts the old one back if it is refused. */
export function InlineEdit(props: InlineEditProps) {
  const { label, value, kind, options, finding, currency, beside, save, children, tabIndex } = props
  const [editing, setEditing] = useState(false)
  const [saving, setSaving] = useState<{ value: string | null }>()
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setEditing(false)
    // Back to where it was, unless somebody is elsewhere by then.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) button.current?.focus({ preventScroll: true })
    })
  }
  const tab = (back: boolean) =>
    requestAnimationFrame(() => {
      const own = button.current
      const near = own?.closest('table, dl')
      const all = [...(near?.querySelectorAll<HTMLElement>('button[data-inline]') ?? [])]
      const next = own ? all[all.indexOf(own) + (back ? -1 : 1)] : undefined
      if (next) requestAnimationFrame(() => next.click())
    })
  const done = async (next: string | null) => {
    close()
    setSaving({ value: next })
    try {
      await save(next)
    } catch (error) {
      failToast(error instanceof Error ? error.message : String(error), `${label} is as it was before.`)
    }
    setSaving(undefined)
  }
  if (editing)
    return (
      <ValueEditor
        label={label}
        value={value}
        kind={kind}
        options={options}
        finding={finding}
        currency={currency}
        onDone={done}
        onCancel={close}
        onTab={tab}
      />
    )
  const plain = saving ? saving.value : value
  const text =
    ((kind === 'choices' && linesIn(plain).join(', ')) ||
      options?.find((option) => option.value === plain)?.label) ??
    (kind === 'yesno' && plain
      ? plain === 'true'
        ? 'Yes'
        : 'No'
      : kind === 'money' && plain
        ? formatMoney(Number(plain), currency)
        : plain)
  const saved = saving && kind === 'found' && finding && plain
  const shown = saved ? (
    <FoundNames finding={finding} ids={[plain]} />
  ) : saving || children === undefined || children === null ? (
    text
  ) : (
    children
  )
  const edits = {
    ...{ ref: button, type: 'button' as const, 'data-inline': true, tabIndex },
    onClick: () => setEditing(true),
  }
  if (beside)
    return (
      <span className={css.beside} data-saving={saving ? true : undefined}>
        <span className="b-cut" dir="auto">
          {shown}
        </span>
        <button {...edits} aria-label={`Edit ${label}: ${plain}`}>
          <IconPencil size={14} aria-hidden />
        </button>
      </span>
    )
  return (
    <button {...edits} className={css.inline} data-kind={kind} data-saving={saving ? true : undefined}>
      <span className="b-heard">{`Edit ${label}: `}</span>
      {shown ? (
        <span dir="auto">{shown}</span>
      ) : (
        <span className={css.none} data-none>
          Add
        </span>
      )}
    </button>
  )
}

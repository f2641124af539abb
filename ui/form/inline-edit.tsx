import { IconPencil } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { formatMoney } from '#ui/format'
import { failToast } from '#ui/pieces'
import css from './form.module.css'
import { type Finding, FoundNames } from './found.tsx'
import { type EditKind, linesIn, type Option, ValueEditor } from './value-editor.tsx'

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
  /** Rejecting keeps the old value and says why; what was typed stands there again at the next edit. */
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
  const [refused, setRefused] = useState<string>()
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
    setRefused(undefined)
    try {
      await save(next)
    } catch (error) {
      setRefused(next ?? undefined)
      failToast(error instanceof Error ? error.message : String(error), `${label} is as it was before.`)
    }
    setSaving(undefined)
  }
  if (editing)
    return (
      <ValueEditor
        label={label}
        value={value}
        typed={refused}
        kind={kind}
        options={options}
        finding={finding}
        currency={currency}
        onDone={done}
        onCancel={() => {
          setRefused(undefined)
          close()
        }}
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

import { TagsInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { failToast, Tag } from '#ui/pieces'
import css from './form.module.css'

type Props = {
  label: string
  values: string[]
  /** Words that are in use already; any other may be typed. */
  options: string[]
  /** Rejecting keeps the old ones and says why. */
  save: (values: string[]) => Promise<unknown>
}

/** Words on a record: click, type or choose, leave. Escape puts back what was there. */
export function InlineTags({ label, values, options, save }: Props) {
  const [draft, setDraft] = useState<string[] | null>(null)
  const [saving, setSaving] = useState<string[] | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const latest = useRef<string[]>([])
  const close = () => {
    setDraft(null)
    requestAnimationFrame(() => button.current?.focus({ preventScroll: true }))
  }
  const done = async (next: string[]) => {
    close()
    if (next.join('\n') === values.join('\n')) return
    setSaving(next)
    try {
      await save(next)
    } catch (error) {
      failToast(error instanceof Error ? error.message : String(error), `${label} are as before.`)
    }
    setSaving(null)
  }
  if (draft)
    return (
      <TagsInput
        size="xs"
        className={css.editor}
        aria-label={label}
        autoFocus
        defaultDropdownOpened
        data={options}
        value={draft}
        maxTags={50}
        onChange={(next) => {
          latest.current = next.map((name) => name.trim().slice(0, 100)).filter(Boolean)
          setDraft(latest.current)
        }}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key !== 'Escape') return
          latest.current = values
          close()
        }}
        // What is still being typed becomes a word only after the field was left.
        onBlur={() => setTimeout(() => void done(latest.current))}
      />
    )
  const shown = saving ?? values
  return (
    <button
      ref={button}
      type="button"
      className={css.inline}
      data-kind="tags"
      data-inline
      data-saving={saving ? true : undefined}
      onClick={() => {
        latest.current = values
        setDraft(values)
      }}
    >
      <span className="b-heard">{`Edit ${label}: `}</span>
      {shown.length === 0 ? (
        <span className={css.none} data-none>
          Add
        </span>
      ) : (
        <span className={css.tags}>
          {shown.map((name) => (
            <Tag key={name}>{name}</Tag>
          ))}
        </span>
      )}
    </button>
  )
}

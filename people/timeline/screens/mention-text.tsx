import { Textarea, type TextareaProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Of } from '#people/files/screens'
import { orpc } from '#ui/client'
import { asKept } from '../mentions.ts'
import css from './timeline.module.css'

export type Named = { id: string; name: string }
/** What somebody types, with whom they picked; `asKept` makes of it what is sent. */
export type Typed = { text: string; picked: readonly Named[] }
export const typedNothing: Typed = { text: '', picked: [] }
export const toSend = ({ text, picked }: Typed) => asKept(text.trim(), picked)

type Props = Omit<TextareaProps, 'value' | 'onChange'> & {
  of: Of
  value: Typed
  onChange: (value: Typed) => void
}

/** What stands behind the last @ before the caret, if a name may be meant by it. */
const asked = (text: string, caret: number) =>
  /(?:^|[\s(])@([^\s@](?:[^@\n]{0,40}[^\s@])?|)$/u.exec(text.slice(0, caret))

/** A text in which @ and some letters of a name offer colleagues who may see the record: arrows, Enter, Escape. */
export function MentionText({ of, value, onChange, onKeyDown, ...field }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const [caret, setCaret] = useState(0)
  const [closedAt, setClosedAt] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const begun = asked(value.text, caret)
  // Whoever was picked is named already, whatever follows.
  const found = begun && value.picked.some(({ name }) => begun[1]!.startsWith(name)) ? null : begun
  const open = found !== null && closedAt !== found[1]
  const { data } = useQuery({
    ...orpc.timeline.mentionable.queryOptions({ input: { ...of, q: found?.[1] ?? '' } }),
    enabled: open,
    placeholderData: (before) => before,
  })
  const rows = open ? (data?.rows ?? []) : []
  const active = Math.min(at, Math.max(0, rows.length - 1))
  const pick = (row: (typeof rows)[number]) => {
    const begin = caret - (found?.[1]?.length ?? 0)
    // Two of one name are told apart by their addresses.
    const isDouble =
      rows.some((it) => it.name === row.name && it.id !== row.id) ||
      value.picked.some((it) => it.name === row.name && it.id !== row.id)
    const name = isDouble && row.email ? `${row.name} (${row.email})` : row.name
    const text = `${value.text.slice(0, begin)}${name} ${value.text.slice(caret)}`
    const next = begin + name.length + 1
    // At once, so that what is typed right after the name stands behind it.
    flushSync(() => {
      onChange({ text, picked: [...value.picked.filter(({ id }) => id !== row.id), { id: row.id, name }] })
      setCaret(next)
      setAt(0)
    })
    area.current?.setSelectionRange(next, next)
  }
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const row = rows[active]
    if (row && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      setAt((active + (event.key === 'ArrowDown' ? 1 : rows.length - 1)) % rows.length)
    } else if (row && (event.key === 'Enter' || event.key === 'Tab') && !event.metaKey && !event.ctrlKey) {
      event.preventDefault()
      pick(row)
    } else if (row && event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setClosedAt(found?.[1] ?? null)
    } else onKeyDown?.(event)
  }
  return (
    <div className={css.mentioning}>
      <Textarea
        {...field}
        ref={area}
        dir="auto"
        value={value.text}
        onChange={(event) => {
          const { value: text, selectionStart } = event.currentTarget
          setCaret(selectionStart)
          setClosedAt(null)
          onChange({ ...value, text })
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={keys}
        aria-autocomplete="list"
        aria-controls={rows.length > 0 ? list : undefined}
        aria-activedescendant={rows.length > 0 ? `${list}-${active}` : undefined}
      />
      {rows.length > 0 && (
        <div className={css.found} id={list} role="listbox" aria-label="Colleagues to mention">
          {rows.map((row, n) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text's, which keeps the focus
            <div
              key={row.id}
              id={`${list}-${n}`}
              role="option"
              tabIndex={-1}
              aria-selected={n === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(row)}
            >
              <bdi>{row.name}</bdi>
              {row.email && <span className={css.dim}>{row.email}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

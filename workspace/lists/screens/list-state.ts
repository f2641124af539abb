import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useUrlParts } from '#ui/shell'
import { type FilterGroup, noFilter, type Sort } from '#ui/table'

/** A list as it is looked at: what a saved view holds, and what the address says beyond it. */
export type Look = {
  q: string
  filter: FilterGroup
  sort: Sort
  columns: string[] | null
  as: Shape
  /** What it is divided by: groups of the list, columns of the board, bars of the chart. */
  group: string | null
  /** What the chart sums instead of counting. */
  sum: string | null
}
export const shapes = ['list', 'board', 'chart'] as const
export type Shape = (typeof shapes)[number]
export const shapeIn = (text: unknown): Shape => shapes.find((it) => it === text) ?? 'list'

const pauseMs = 150
export const names = ['q', 'filter', 'sort', 'columns', 'as', 'group', 'sum'] as const
type Texts = Record<(typeof names)[number], string>

const sortText = ({ column, direction }: Sort) => (direction === 'desc' ? `-${column}` : column)
const sortIn = (text: string): Sort =>
  text.startsWith('-') ? { column: text.slice(1), direction: 'desc' } : { column: text, direction: 'asc' }

function filterIn(text: string): FilterGroup {
  try {
    const read = JSON.parse(text || 'null') as FilterGroup | null
    return read && Array.isArray(read.items) ? read : noFilter
  } catch {
    return noFilter // an address typed by hand is no fault
  }
}

const textsOf = (look: Look): Texts => ({
  q: look.q,
  filter: look.filter.items.length > 0 ? JSON.stringify(look.filter) : '',
  sort: sortText(look.sort),
  columns: look.columns?.join(',') ?? '',
  as: look.as,
  group: look.group ?? '',
  sum: look.sum ?? '',
})
const lookOf = (texts: Texts): Look => ({
  q: texts.q,
  filter: filterIn(texts.filter),
  sort: sortIn(texts.sort),
  columns: texts.columns ? texts.columns.split(',') : null,
  as: shapeIn(texts.as),
  group: texts.group || null,
  sum: texts.sum || null,
})

/**
 * What the list shows: `base` (a saved view, or everything) as the address changes it. Only what differs stands in the
 * address. `draft` is what is being typed; it becomes `look` after a short pause.
 */
export function useLook(base: Look) {
  const [parts, setParts] = useUrlParts()
  const usual = useMemo(() => textsOf(base), [base])
  const key = JSON.stringify(names.map((name) => parts.get(name) ?? usual[name]))
  const texts = useMemo(() => {
    const values = JSON.parse(key) as string[]
    return Object.fromEntries(names.map((name, n) => [name, values[n] ?? ''])) as Texts
  }, [key])
  const look = useMemo(() => lookOf(texts), [texts])
  const [draft, setDraft] = useState({ q: look.q, filter: look.filter })
  const written = useRef(key)
  useEffect(() => {
    if (written.current === key) return
    written.current = key
    setDraft({ q: look.q, filter: look.filter })
  }, [key, look])
  const write = (change: Partial<Look>) => {
    const next = { ...texts, ...pick(textsOf({ ...look, ...change }), change) }
    written.current = JSON.stringify(names.map((name) => next[name]))
    setParts(Object.fromEntries(names.map((name) => [name, next[name] === usual[name] ? null : next[name]])))
  }
  const writeSoon = useDebouncedCallback(write, pauseMs)
  return {
    look,
    draft,
    /** Differs from what the view holds. */
    dirty: names.some((name) => texts[name] !== usual[name]),
    type: (change: Partial<Pick<Look, 'q' | 'filter'>>) => {
      const next = { ...draft, ...change }
      setDraft(next)
      writeSoon({ q: next.q.trim(), filter: next.filter })
    },
    change: write,
    /** Back to the view as it is saved. */
    reset: () => setParts(Object.fromEntries(names.map((name) => [name, null]))),
  }
}

const pick = (texts: Texts, change: Partial<Look>): Partial<Texts> =>
  Object.fromEntries(names.filter((name) => name in change).map((name) => [name, texts[name]]))

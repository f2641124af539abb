import type { Virtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type RefObject, useCallback, useRef, useState } from 'react'
import { type KeyMap, useKeys } from '#ui/keys'
import type { Entry } from './entries.ts'

/** Where arrows are: an entry, and of a row one of its cells or, with -1, all of it. */
export type Place = { at: number; col: number }

type Walk<Row> = {
  entries: Entry<Row>[]
  scroller: RefObject<HTMLDivElement | null>
  virtual: Virtualizer<HTMLDivElement, Element>
  columns: number
  selectable: boolean
  hasSelected: boolean
  peeking: boolean
  pastes: boolean
  onOpen: ((at: number) => void) | undefined
  onPeek: ((at: number) => void) | undefined
  onPick: (at: number, range: boolean) => void
  onPickAll: () => void
  onClear: () => void
  onToggle: (group: string, open: boolean) => void
}

const page = 10
const inline = 'button[data-inline]'

/** Walking a list by keyboard: rows and groups up and down, cells left and right, and what can be done where one stands. */
export function useWalk<Row>(it: Walk<Row>) {
  const { entries, scroller, virtual, columns } = it
  const [place, setPlace] = useState<Place>({ at: 0, col: -1 })
  const at = Math.max(0, Math.min(place.at, entries.length - 1))
  const here = entries[at]
  const latest = useRef(entries)
  latest.current = entries
  const elementAt = (index: number, col: number) => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
    return row?.querySelector<HTMLElement>(col >= 0 ? `[data-col="${col}"]` : '[data-group]') ?? row
  }
  const go = (to: number, col: number) => {
    const next = Math.max(0, Math.min(entries.length - 1, to))
    const entry = entries[next]
    const cell = entry?.kind === 'row' ? Math.max(-1, Math.min(columns - 1, col)) : -1
    setPlace({ at: next, col: entry?.kind === 'row' ? cell : col })
    virtual.scrollToIndex(next, { align: 'auto' })
    requestAnimationFrame(() => {
      const element = elementAt(next, cell)
      element?.focus({ preventScroll: true })
      if (cell >= 0) element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    if (it.peeking && entry?.kind === 'row') it.onPeek?.(next)
  }
  const across = (step: number) => {
    if (here?.kind === 'group') return it.onToggle(here.group.id, step > 0)
    if (step < 0 && place.col < 0 && here?.kind === 'row' && here.group)
      return go(
        entries.findIndex((one) => one.kind === 'group' && one.group === here.group),
        -1,
      )
    go(at, place.col + step)
  }
  const extend = (step: number) => {
    if (here?.kind === 'row') it.onPick(at, false)
    go(at + step, place.col)
  }
  const edit = (col: number) => {
    const cell = elementAt(at, col)
    const button =
      col >= 0 ? cell?.querySelector<HTMLElement>(inline) : cell?.querySelector<HTMLElement>(inline)
    button?.click()
    return button !== undefined && button !== null
  }
  const enter = () => {
    if (here?.kind === 'group') it.onToggle(here.group.id, !here.group.open)
    else if (place.col < 0 || !edit(place.col)) it.onOpen?.(at)
  }
  const inside = () => scroller.current?.contains(document.activeElement) === true
  const only = (run: () => void) => () => inside() && run()
  const keys: KeyMap = {
    j: { says: 'Next row', run: () => go(at + 1, place.col) },
    k: { says: 'Row before', run: () => go(at - 1, place.col) },
    ...(it.onOpen && { Enter: { says: 'Open the page; on a value, edit it', run: enter } }),
    F2: { says: 'Edit the value', run: only(() => edit(place.col)) },
    ...(it.onPeek && { Space: { says: 'Peek', run: () => here?.kind === 'row' && it.onPeek?.(at) } }),
    ...(it.selectable && {
      x: { says: 'Select', run: () => it.onPick(at, false) },
      X: { says: 'Select from the last one to here', run: () => it.onPick(at, true) },
      'shift+ArrowDown': { says: 'Select, and on to the next row', run: only(() => extend(1)) },
      'shift+ArrowUp': only(() => extend(-1)),
    }),
    ...(it.hasSelected && { Escape: { says: 'Select nothing', run: it.onClear } }),
    'mod+c': { says: 'Copy the selected rows, or the value', native: true },
    ...(it.pastes && { 'mod+v': { says: 'Paste cells from a spreadsheet', native: true } }),
  }
  useKeys(keys, { group: 'List', when: entries.length > 0 })
  const arrows: KeyMap = {
    ArrowDown: () => go(at + 1, place.col),
    ArrowUp: () => go(at - 1, place.col),
    ArrowRight: { says: 'To the values of a row; open a group', run: () => across(1) },
    ArrowLeft: { says: 'Back to the row and its group; close a group', run: () => across(-1) },
    Home: () => go(at, 0),
    End: () => go(at, columns - 1),
    PageDown: () => go(at + page, place.col),
    PageUp: () => go(at - page, place.col),
    'mod+Home': { says: 'First row', run: () => go(0, place.col) },
    'mod+End': { says: 'Last row that is loaded', run: () => go(entries.length - 1, place.col) },
    ...(it.selectable && { 'mod+a': { says: 'Select all that are loaded', run: it.onPickAll } }),
  }
  // Elsewhere on the page these keys scroll, and walk through other things.
  const [focused, setFocused] = useState(false)
  useKeys(arrows, { group: 'List', when: entries.length > 0 && focused })
  const onFocus = useCallback((event: FocusEvent) => {
    setFocused(true)
    const target = event.target as Element
    const row = target.closest<HTMLElement>('[data-index]')
    if (!row) return
    const cell = target.closest<HTMLElement>('[data-col]')
    const next = { at: Number(row.dataset.index), col: cell ? Number(cell.dataset.col) : -1 }
    if (latest.current[next.at]?.kind !== 'row') next.col = -1
    setPlace((before) => (before.at === next.at && before.col === next.col ? before : next))
  }, [])
  const onBlur = useCallback((event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false)
  }, [])
  return { place: { at, col: place.col }, setPlace, onFocus, onBlur }
}

import { type RefObject, useEffect, useRef } from 'react'
import { toast } from '#ui/pieces'
import { cellText } from './cells.ts'
import type { Column } from './column.tsx'
import type { Entry } from './entries.ts'
import type { Place } from './use-walk.ts'

/** Cells from a spreadsheet, and where they go: these rows downwards, these columns to the right. */
export type Pasted<Row> = {
  cells: string[][]
  rows: Row[]
  columns: Column<Row>[]
}

type Clipboard<Row> = {
  entries: Entry<Row>[]
  rowId: (row: Row) => string
  columns: Column<Row>[]
  selected: ReadonlySet<string>
  place: Place
  scroller: RefObject<HTMLDivElement | null>
  onPaste: ((pasted: Pasted<Row>) => void) | undefined
}

const isElsewhere = (scroller: HTMLElement | null) => {
  const active = document.activeElement
  if (
    active instanceof HTMLElement &&
    active.matches('input:not([type="checkbox"]), textarea, [contenteditable]')
  )
    return true
  return active !== document.body && !scroller?.contains(active)
}

/**
 * Copies the selected rows, or the value where one stands, as a spreadsheet takes them; pastes cells from one beginning
 * where one stands, and a single cell into every selected row.
 */
export function useClipboard<Row>(it: Clipboard<Row>) {
  const latest = useRef(it)
  latest.current = it
  useEffect(() => {
    let format: typeof import('./clipboard.ts') | undefined
    // Copying can't wait for it, so it is here before anybody copies.
    void import('./clipboard.ts').then((loaded) => {
      format = loaded
    })
    const copy = (event: ClipboardEvent) => {
      const { entries, rowId, columns, selected, place, scroller } = latest.current
      if (isElsewhere(scroller.current) || !document.getSelection()?.isCollapsed) return
      const rows = entries.flatMap((entry) => (entry.kind === 'row' ? [entry.row] : []))
      const chosen = rows.filter((row) => selected.has(rowId(row)))
      const here = entries[place.at]
      const column = columns[place.col]
      const from = chosen.length > 0 ? chosen : here?.kind === 'row' ? [here.row] : []
      const of = chosen.length === 0 && column ? [column] : columns
      if (from.length === 0 || !format) return
      event.preventDefault()
      const cells = from.map((row) => of.map((each) => cellText(each, row)))
      event.clipboardData?.setData('text/plain', format.toClipboard(cells))
      toast(
        chosen.length > 0
          ? `Copied ${chosen.length === 1 ? 'one row' : `${chosen.length} rows`}.`
          : 'Copied.',
      )
    }
    const paste = (event: ClipboardEvent) => {
      const { entries, rowId, columns, selected, place, scroller, onPaste } = latest.current
      const text = event.clipboardData?.getData('text/plain')
      if (!onPaste || !text || !format || isElsewhere(scroller.current)) return
      event.preventDefault()
      const below = entries.slice(place.at).flatMap((entry) => (entry.kind === 'row' ? [entry.row] : []))
      const chosen = entries.flatMap((entry) =>
        entry.kind === 'row' && selected.has(rowId(entry.row)) ? [entry.row] : [],
      )
      const right = columns.slice(Math.max(0, place.col))
      const cells = format.fromClipboard(text)
      const single = cells.length === 1 && cells[0]?.length === 1 && chosen.length > 0
      onPaste(
        single
          ? { cells: chosen.map(() => cells[0] ?? []), rows: chosen, columns: right }
          : { cells, rows: below, columns: right },
      )
    }
    document.addEventListener('copy', copy)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('paste', paste)
    }
  }, [])
}

import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useKeys } from '#ui/keys'
import { EmptyState, ErrorState } from '#ui/pieces'
import { BulkBar, Foot, Skeleton } from './around.tsx'
import { useChosenColumns } from './chosen-columns.ts'
import { type Column, leastWidth, tracksOf } from './column.tsx'
import { Head, type Sort } from './head.tsx'
import { TableRow } from './row.tsx'
import css from './table.module.css'

const rowPx = 36
const cardPx = 68
const nearEnd = 12

export type DataTableProps<Row> = {
  label: string
  rows: Row[]
  columns: Column<Row>[]
  rowId: (row: Row) => string
  loading?: boolean | undefined
  /** Rows of another question are shown until its own arrive. */
  busy?: boolean | undefined
  error?: string | undefined
  onRetry?: (() => void) | undefined
  /** There is another page; `onEnd` fetches it. */
  more?: boolean | undefined
  onEnd?: (() => void) | undefined
  total?: { count: number; exact: boolean } | undefined
  sort?: Sort | undefined
  onSort?: ((sort: Sort) => void) | undefined
  selected?: ReadonlySet<string> | undefined
  onSelected?: ((selected: ReadonlySet<string>) => void) | undefined
  /** All that match are meant, loaded or not; any single tick takes that back. */
  everything?: { on: boolean; onChange: (on: boolean) => void } | undefined
  /** Acts on the selected rows; shown while there are any. */
  bulk?: ((ids: string[], clear: () => void) => ReactNode) | undefined
  /** Space. While a peek is open (`activeId`), a click, j and k move it along. */
  onPeek?: ((row: Row) => void) | undefined
  /** Click or Enter; without it a click peeks. */
  onOpen?: ((row: Row) => void) | undefined
  activeId?: string | undefined
  empty?: ReactNode
  /** Remembers the chosen columns under this name. */
  columnsKey?: string | undefined
  /** The columns in their order where the screen keeps them itself; null is as usual. */
  chosen?: { chosen: string[] | null; onChosen: (ids: string[]) => void } | undefined
  onCount?: (() => void) | undefined
  toolbar?: ReactNode
}

const none: ReadonlySet<string> = new Set()

/** Rows of data, any number of them: sorted in the head, edited in place, walked with j and k, cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    rows,
    columns,
    rowId,
    loading,
    error,
    more,
    onEnd,
    selected = none,
    onSelected,
    onPeek,
    onOpen,
    activeId,
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false }) ?? false
  const { visible, toggle, move: moveColumn } = useChosenColumns(columns, props.columnsKey, props.chosen)
  const [cursor, setCursor] = useState(0)
  const lastPicked = useRef(0)
  const selectable = onSelected !== undefined
  const tracks = useMemo(() => tracksOf(visible, selectable), [visible, selectable])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? cardPx : rowPx),
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : rowId(row)
    },
    scrollPaddingStart: phone ? 0 : rowPx,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && !loading && !error && lastShown >= rows.length - nearEnd) onEnd?.()
  }, [more, loading, error, lastShown, rows.length, onEnd])

  const latest = useRef({ rows, selected, onSelected, onPeek, onOpen, rowId })
  latest.current = { rows, selected, onSelected, onPeek, onOpen, rowId }
  const pick = useCallback((index: number, range: boolean) => {
    const { rows, selected, onSelected, rowId } = latest.current
    const row = rows[index]
    if (row === undefined || !onSelected) return
    const next = new Set(selected)
    const on = !next.has(rowId(row))
    const [from, to] = range
      ? [Math.min(lastPicked.current, index), Math.max(lastPicked.current, index)]
      : [index, index]
    for (const each of rows.slice(from, to + 1))
      if (on) next.add(rowId(each))
      else next.delete(rowId(each))
    lastPicked.current = index
    onSelected(next)
  }, [])
  const peek = useCallback((index: number) => {
    setCursor(index)
    const row = latest.current.rows[index]
    if (row !== undefined) latest.current.onPeek?.(row)
  }, [])
  const open = useCallback((index: number) => {
    setCursor(index)
    const row = latest.current.rows[index]
    if (row !== undefined) latest.current.onOpen?.(row)
  }, [])
  const peeking = activeId !== undefined && activeId !== ''
  const click = peeking || !onOpen ? peek : open
  const move = (step: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, cursor + step))
    setCursor(next)
    virtual.scrollToIndex(next, { align: 'auto' })
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus({ preventScroll: true }),
    )
    const row = rows[next]
    if (peeking && row !== undefined) onPeek?.(row)
  }
  const clear = useCallback(() => latest.current.onSelected?.(none), [])
  const inside = (run: () => void) => (event: KeyboardEvent) => {
    if (scroller.current?.contains(document.activeElement) || event.key.length === 1) run()
  }
  useKeys(
    {
      j: { says: 'Next row', run: () => move(1) },
      k: { says: 'Row before', run: () => move(-1) },
      ArrowDown: inside(() => move(1)),
      ArrowUp: inside(() => move(-1)),
      ...(onOpen && { Enter: { says: 'Open the page', run: () => open(cursor) } }),
      ...(onPeek && { Space: { says: 'Peek', run: () => peek(cursor) } }),
      ...(selectable && { x: { says: 'Select', run: () => pick(cursor, false) } }),
      ...(selectable && { X: { says: 'Select from the last one to here', run: () => pick(cursor, true) } }),
      ...(selected.size > 0 && { Escape: { says: 'Select nothing', run: clear } }),
    },
    { group: 'List', when: rows.length > 0 },
  )
  const loadedTicked = rows.length > 0 && rows.every((row) => selected.has(rowId(row)))
  const tickAll = () => onSelected?.(loadedTicked ? none : new Set(rows.map(rowId)))
  const first = loading && rows.length === 0
  const focusRow = items.some((item) => item.index === cursor) ? cursor : (items[0]?.index ?? 0)
  return (
    <div className={css.frame}>
      {props.toolbar}
      <div ref={scroller} className={css.scroller} data-phone={phone || undefined}>
        <table
          aria-label={label}
          aria-rowcount={(props.total?.exact ? props.total.count : rows.length) + 1}
          aria-busy={loading || props.busy || undefined}
          className={css.table}
          style={phone ? {} : { minWidth: leastWidth(visible) }}
        >
          {!phone && (
            <thead>
              <Head
                columns={visible}
                all={columns}
                tracks={tracks}
                sort={props.sort}
                onSort={props.onSort}
                selectable={selectable}
                ticked={loadedTicked ? 'all' : selected.size > 0 ? 'some' : 'none'}
                onTickAll={tickAll}
                onToggle={toggle}
                onMove={moveColumn}
              />
            </thead>
          )}
          <tbody className={css.body} style={first ? {} : { height: virtual.getTotalSize() }}>
            {first && <Skeleton columns={visible} tracks={tracks} phone={phone} />}
            {items.map((item) => {
              const row = rows[item.index]
              if (row === undefined) return null
              const id = rowId(row)
              return (
                <TableRow
                  key={item.key}
                  row={row}
                  id={id}
                  index={item.index}
                  columns={visible}
                  tracks={tracks}
                  phone={phone}
                  selectable={selectable}
                  selected={selected.has(id)}
                  active={activeId === id}
                  focusable={item.index === focusRow}
                  style={{ transform: `translateY(${item.start}px)` }}
                  measure={phone ? virtual.measureElement : null}
                  onPick={pick}
                  onClick={click}
                />
              )
            })}
          </tbody>
        </table>
      </div>
      {!first && rows.length === 0 && (
        <div className={css.nothing}>
          {error ? (
            <ErrorState what={error} kept="Nothing was changed." onRetry={props.onRetry} />
          ) : (
            (props.empty ?? <EmptyState title="Nothing here" />)
          )}
        </div>
      )}
      <BulkBar
        ids={selected}
        clear={clear}
        total={props.total}
        offer={loadedTicked && more === true}
        everything={props.everything}
      >
        {props.bulk}
      </BulkBar>
      <Foot
        loaded={rows.length}
        total={props.total}
        loading={loading}
        error={rows.length > 0 ? error : undefined}
        onRetry={props.onRetry}
        more={more}
        onCount={props.onCount}
      />
    </div>
  )
}

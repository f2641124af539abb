import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { EmptyState, ErrorState } from '#ui/pieces'
import { BulkBar, Foot, Skeleton } from './around.tsx'
import { useChosenColumns } from './chosen-columns.ts'
import { type Column, leastWidth, tracksOf } from './column.tsx'
import { entriesOf, type Group } from './entries.ts'
import { GroupRow, WaitRow } from './group-row.tsx'
import { Head, type Sort } from './head.tsx'
import { TableRow } from './row.tsx'
import css from './table.module.css'
import { type Pasted, useClipboard } from './use-clipboard.ts'
import { useWalk } from './use-walk.ts'

const rowPx = 36
const cardPx = 68
const groupPx = 40
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
  /** Rows by groups; then `rows` is empty. */
  groups?: Group<Row>[] | undefined
  /** Opens or closes one. */
  onToggle?: ((group: string, open: boolean) => void) | undefined
  /** The end of a group is in sight, or is tried again. */
  onGroupEnd?: ((group: string) => void) | undefined
  /** Cells pasted from a spreadsheet. */
  onPaste?: ((pasted: Pasted<Row>) => void) | undefined
}

const none: ReadonlySet<string> = new Set()

/**
 * Rows of data, any number of them, alone or by groups: sorted in the head, edited in place, walked by keyboard, copied and
 * pasted, cards on a phone.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rowId, loading, error, more, onEnd, selected = none, onSelected, groups } = props
  const { onPeek, onOpen, activeId, onGroupEnd } = props
  const scroller = useRef<HTMLDivElement>(null)
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false }) ?? false
  const { visible, toggle, move: moveColumn } = useChosenColumns(columns, props.columnsKey, props.chosen)
  const entries = useMemo(() => entriesOf(props.rows, groups, rowId), [props.rows, groups, rowId])
  const rows = useMemo(
    () => (groups ? entries.flatMap((it) => (it.kind === 'row' ? [it.row] : [])) : props.rows),
    [groups, entries, props.rows],
  )
  const lastPicked = useRef(0)
  const selectable = onSelected !== undefined
  const tracks = useMemo(() => tracksOf(visible, selectable), [visible, selectable])
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (entries[index]?.kind !== 'row' ? groupPx : phone ? cardPx : rowPx),
    overscan: 12,
    getItemKey: (index) => entries[index]?.key ?? index,
    scrollPaddingStart: phone ? 0 : rowPx,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && !loading && !error && lastShown >= entries.length - nearEnd) onEnd?.()
  }, [more, loading, error, lastShown, entries.length, onEnd])
  const waiting = items
    .flatMap(({ index }) => {
      const entry = entries[index]
      return entry?.kind === 'wait' && !entry.group.loading && !entry.group.error ? [entry.group.id] : []
    })
    .join('\n')
  useEffect(() => {
    for (const group of waiting.split('\n').filter(Boolean)) onGroupEnd?.(group)
  }, [waiting, onGroupEnd])

  const latest = useRef({ entries, selected, onSelected, onPeek, onOpen, rowId })
  latest.current = { entries, selected, onSelected, onPeek, onOpen, rowId }
  const pick = useCallback((index: number, range: boolean) => {
    const { entries, selected, onSelected, rowId } = latest.current
    const entry = entries[index]
    if (entry?.kind !== 'row' || !onSelected) return
    const next = new Set(selected)
    const on = !next.has(rowId(entry.row))
    const [from, to] = range
      ? [Math.min(lastPicked.current, index), Math.max(lastPicked.current, index)]
      : [index, index]
    for (const each of entries.slice(from, to + 1)) {
      if (each.kind !== 'row') continue
      if (on) next.add(rowId(each.row))
      else next.delete(rowId(each.row))
    }
    lastPicked.current = index
    onSelected(next)
  }, [])
  const peek = useCallback((index: number) => {
    const entry = latest.current.entries[index]
    if (entry?.kind === 'row') latest.current.onPeek?.(entry.row)
  }, [])
  const open = useCallback((index: number) => {
    const entry = latest.current.entries[index]
    if (entry?.kind === 'row') latest.current.onOpen?.(entry.row)
  }, [])
  const peeking = activeId !== undefined && activeId !== ''
  const click = peeking || !onOpen ? peek : open
  const clear = useCallback(() => latest.current.onSelected?.(none), [])
  const loadedTicked = rows.length > 0 && rows.every((row) => selected.has(rowId(row)))
  const tickAll = () => onSelected?.(loadedTicked ? none : new Set(rows.map(rowId)))
  const { place, onFocus, onBlur } = useWalk({
    entries,
    scroller,
    virtual,
    columns: phone ? 0 : visible.length,
    selectable,
    hasSelected: selected.size > 0,
    peeking,
    pastes: props.onPaste !== undefined,
    onOpen: onOpen && open,
    onPeek: onPeek && peek,
    onPick: pick,
    onPickAll: tickAll,
    onClear: clear,
    onToggle: (group, to) => props.onToggle?.(group, to),
  })
  useClipboard({ entries, rowId, columns: visible, selected, place, scroller, onPaste: props.onPaste })
  const first = loading && entries.length === 0
  const focusAt = items.some((item) => item.index === place.at) ? place.at : (items[0]?.index ?? 0)
  return (
    <div className={css.frame}>
      {props.toolbar}
      <div className={css.under}>
        <div ref={scroller} className={css.scroller} data-phone={phone || undefined}>
          <table
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are walked and edited
            role="grid"
            aria-label={label}
            aria-rowcount={(props.total?.exact && !groups ? props.total.count : entries.length) + 1}
            aria-multiselectable={selectable || undefined}
            aria-busy={loading || props.busy || undefined}
            className={css.table}
            style={phone ? {} : { minWidth: leastWidth(visible) }}
            onFocus={onFocus}
            onBlur={onBlur}
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
                const entry = entries[item.index]
                if (entry === undefined) return null
                const style = { transform: `translateY(${item.start}px)` }
                if (entry.kind === 'wait')
                  return (
                    <WaitRow
                      key={item.key}
                      group={entry.group}
                      style={style}
                      onRetry={(id) => onGroupEnd?.(id)}
                    />
                  )
                const focusable = item.index === focusAt
                if (entry.kind === 'group')
                  return (
                    <GroupRow
                      key={item.key}
                      group={entry.group}
                      index={item.index}
                      focusable={focusable}
                      style={style}
                      onToggle={(id) => props.onToggle?.(id, !entry.group.open)}
                    />
                  )
                const id = rowId(entry.row)
                return (
                  <TableRow
                    key={item.key}
                    row={entry.row}
                    id={id}
                    index={item.index}
                    columns={visible}
                    tracks={tracks}
                    phone={phone}
                    selectable={selectable}
                    selected={selected.has(id)}
                    active={activeId === id}
                    focusable={focusable}
                    at={focusable && place.at === item.index && place.col >= 0 ? place.col : undefined}
                    style={style}
                    measure={phone ? virtual.measureElement : null}
                    onPick={pick}
                    onClick={click}
                  />
                )
              })}
            </tbody>
          </table>
        </div>
        {!first && entries.length === 0 && (
          <div className={css.nothing}>
            {error ? (
              <ErrorState what={error} kept="Nothing was changed." onRetry={props.onRetry} />
            ) : (
              (props.empty ?? <EmptyState title="Nothing here" />)
            )}
          </div>
        )}
      </div>
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
        loaded={groups ? (props.total?.count ?? 0) : rows.length}
        total={props.total}
        loading={loading}
        error={entries.length > 0 ? error : undefined}
        onRetry={props.onRetry}
        more={more}
        onCount={props.onCount}
      />
    </div>
  )
}

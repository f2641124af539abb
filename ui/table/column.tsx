import type { ReactNode } from 'react'
import type { EditKind, Finding, Option } from '#ui/form'
import {
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  RelativeTime,
} from '#ui/format'

export type CellValue = string | number | boolean | Date | null

export type Column<Row> = {
  id: string
  title: string
  /** What sorting, exports and the plain display use. Money is whole minor units, percent a fraction. */
  value: (row: Row) => CellValue
  cell?: ((row: Row) => ReactNode) | undefined
  /** In px; the least it may be if it grows. */
  width?: number | undefined
  /** Its share of the width that is left. */
  grow?: number | undefined
  align?: 'start' | 'end' | undefined
  format?: 'text' | 'number' | 'money' | 'date' | 'datetime' | 'relative' | 'percent' | undefined
  currency?: ((row: Row) => string) | undefined
  sort?: boolean | undefined
  /** Not shown until chosen. */
  hidden?: boolean | undefined
  edit?:
    | {
        kind: EditKind
        options?: Option[] | undefined
        finding?: Finding | undefined
        save: (row: Row, value: string | null) => Promise<unknown>
        /** What the server is sent of it among other edits; absent: it can't be pasted. */
        change?: ((row: Row, value: string | null) => object) | undefined
        /** Why a value can't be one of this row; null if it can. */
        refuses?: ((row: Row, value: string | null) => string | null) | undefined
        /** A click on it opens the record; a pencil beside it edits. */
        opens?: true | undefined
        /** It can't be emptied. */
        needed?: true | undefined
      }
    | undefined
  /** Its place on a phone's card; a line if absent. */
  phone?: 'title' | 'line' | 'corner' | 'hidden' | undefined
}

const numeric = new Set(['number', 'money', 'percent'])
export const alignOf = <Row,>(column: Column<Row>): 'start' | 'end' =>
  column.align ?? (numeric.has(column.format ?? 'text') ? 'end' : 'start')

const dateOf = (value: CellValue) => (value instanceof Date ? value : new Date(String(value)))

function formatted<Row>(column: Column<Row>, row: Row, value: Exclude<CellValue, null>): ReactNode {
  if (column.format === 'money') return formatMoney(Number(value), column.currency?.(row))
  if (column.format === 'percent') return formatPercent(Number(value))
  if (column.format === 'date') return formatDate(dateOf(value))
  if (column.format === 'datetime') return formatDateTime(dateOf(value))
  if (column.format === 'relative') return <RelativeTime value={dateOf(value)} />
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (value instanceof Date) return formatDate(value)
  return value
}

/** What a cell shows: its own drawing, or its value as its format says; nothing for what isn't known. */
export function shown<Row>(column: Column<Row>, row: Row): ReactNode {
  if (column.cell) return column.cell(row)
  const value = column.value(row)
  return value === null || value === '' ? null : formatted(column, row, value)
}

/** The raw value as an inline editor wants it. */
export const editable = (value: CellValue): string | null =>
  value === null ? null : value instanceof Date ? value.toISOString().slice(0, 10) : String(value)

/** The narrowest that all columns fit in, px; below it the table scrolls sideways. */
export const leastWidth = <Row,>(columns: Column<Row>[]): number =>
  columns.reduce((sum, { width = 140 }) => sum + width, 80)

/** Grid tracks shared by the header and all rows. */
export const tracksOf = <Row,>(columns: Column<Row>[], selectable: boolean): string =>
  [
    selectable ? '40px' : '12px',
    ...columns.map(({ width = 140, grow }) => (grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`)),
    '40px',
  ].join(' ')

import { formatMoney, formatNumber, formatPercent } from '#ui/format'
import css from './chart.module.css'
import type { ChartColumn, ChartRow } from './chart.tsx'

export function shownValue(
  column: ChartColumn | undefined,
  value: string | number | null | undefined,
  compact = false,
): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string') return value
  if (column?.format === 'money') return formatMoney(value, column.currency, compact)
  return column?.format === 'percent' ? formatPercent(value) : formatNumber(value)
}

/** The same numbers as the chart, to be read. */
export function ChartTable({
  columns,
  rows,
  title,
}: {
  columns: ChartColumn[]
  rows: ChartRow[]
  title: string
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={css.tableScroll} tabIndex={0} aria-label={`${title}, table`}>
      <table className={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-number={column.format ? true : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map((column) => (
                <td key={column.id} data-number={typeof row[column.id] === 'number' ? true : undefined}>
                  {shownValue(column, row[column.id])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

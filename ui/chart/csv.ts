import { exponentOf } from '#ui/format'
import type { ChartColumn, ChartRow } from './chart.tsx'

/** A cell that begins like a formula would be run by a spreadsheet; an apostrophe keeps it text. */
const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** RFC 4180, with a byte order mark so that spreadsheets read UTF-8. Money in major units. */
export function toCsv(columns: ChartColumn[], rows: ChartRow[]): string {
  const cell = (column: ChartColumn, value: string | number | null | undefined): string => {
    if (value === null || value === undefined) return ''
    if (typeof value === 'string') return quoted(safe(value))
    if (column.format !== 'money') return String(value)
    const digits = exponentOf(column.currency ?? 'EUR')
    return (value / 10 ** digits).toFixed(digits)
  }
  const lines = [
    columns.map((column) => quoted(safe(column.title))),
    ...rows.map((row) => columns.map((column) => cell(column, row[column.id]))),
  ]
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

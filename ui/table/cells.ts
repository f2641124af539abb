import { defaultCurrency, exponentOf } from '#ui/format'
import type { Column } from './column.tsx'

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** A value as a spreadsheet reads it: choices by their names, amounts in whole units, days as 2026-11-24. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row)
  if (value === null || value === '') return ''
  const option = column.edit?.options?.find((each) => each.value === value)
  if (option) return option.label
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (value instanceof Date) return column.format === 'datetime' ? value.toISOString() : dayOf(value)
  if (column.format === 'money') {
    const digits = exponentOf(column.currency?.(row) ?? defaultCurrency())
    return (Number(value) / 10 ** digits).toFixed(digits)
  }
  if (column.format === 'date') return dayOf(new Date(String(value)))
  return String(value)
}

import type { client } from '#ui/client'
import { formatDate, formatDateTime, formatMoney, formatNumber } from '#ui/format'

type Changed = Awaited<ReturnType<typeof client.audit.history>>['rows'][number]['fields'][number]

/** A value of a change, as the field shows it. */
export function shownValue(it: Changed, side: 'from' | 'to'): string {
  const value = it[side]
  if (value === null) return '–'
  if (it.kind === 'money') return formatMoney(Number(value), it.currency ?? undefined)
  if (it.kind === 'number') return formatNumber(Number(value))
  if (it.kind === 'day') return formatDate(new Date(`${value}T12:00:00Z`))
  return it.kind === 'instant' ? formatDateTime(new Date(value)) : value
}

import type { client } from '#ui/client'
import { formatDateTime, formatDay, formatMoney, formatNumber } from '#ui/format'

type Changed = Awaited<ReturnType<typeof client.audit.history>>['rows'][number]['fields'][number]

/** A value of a change, as the field shows it. */
export function shownValue(it: Changed, side: 'from' | 'to'): string {
  const value = it[side]
  if (value === null) return '–'
  if (it.kind === 'money') return formatMoney(Number(value), it.currency ?? undefined)
  if (it.kind === 'number') return formatNumber(Number(value))
  if (it.kind === 'day') return formatDay(new Date(value))
  return it.kind === 'instant' ? formatDateTime(new Date(value)) : value
}

import { DateTime } from 'luxon'

/** Days of the firm's zone; `to` is the last day that counts. */
export type Days = { from: string; to: string }
export type Preset = 'month' | 'last_month' | 'quarter' | 'year' | 'last_30' | 'last_365' | 'all' | 'own'

export const presets: { value: Preset; label: string }[] = [
  { value: 'month', label: 'This month' },
  { value: 'last_month', label: 'Last month' },
  { value: 'quarter', label: 'This quarter' },
  { value: 'year', label: 'This year' },
  { value: 'last_30', label: 'Last 30 days' },
  { value: 'last_365', label: 'Last 365 days' },
  { value: 'all', label: 'Ten years' },
  { value: 'own', label: 'From … to …' },
]

/** The days of a preset as seen from `now` in the firm's zone. */
export function daysOf(preset: Exclude<Preset, 'own'>, now: Date, zone: string): Days {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day')
  const spans: Record<typeof preset, [DateTime, DateTime]> = {
    month: [today.startOf('month'), today.endOf('month')],
    last_month: [today.minus({ months: 1 }).startOf('month'), today.minus({ months: 1 }).endOf('month')],
    quarter: [today.startOf('quarter'), today.endOf('quarter')],
    year: [today.startOf('year'), today.endOf('year')],
    last_30: [today.minus({ days: 29 }), today],
    last_365: [today.minus({ days: 364 }), today],
    all: [today.minus({ years: 10 }).plus({ days: 1 }), today],
  }
  const [from, to] = spans[preset]
  return { from: from.toISODate()!, to: to.toISODate()! }
}

/** The instants of [start, end) in the firm's zone. */
export const instantsOf = ({ from, to }: Days, zone: string): { from: Date; to: Date } => ({
  from: DateTime.fromISO(from, { zone }).toJSDate(),
  to: DateTime.fromISO(to, { zone }).plus({ days: 1 }).toJSDate(),
})

/** So many months, with the one that runs as far as it has come: to the end of today. */
export function lastMonths(count: number, now: Date, zone: string): { from: Date; to: Date } {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day')
  return {
    from: today
      .startOf('month')
      .minus({ months: count - 1 })
      .toJSDate(),
    to: today.plus({ days: 1 }).toJSDate(),
  }
}

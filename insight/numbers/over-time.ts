import { DateTime } from 'luxon'
import { allSets, COHORT_WINDOW_DAYS, countAll, type Filter, isSpent, ripeOf } from '#insight/sets'
import type { Db } from '#platform/db'

const mostMonths = 36
const counted = [
  ...['lead', 'ready', 'offered', 'accepted', 'qualified', 'won'].map((step) => `funnel.${step}`),
  ...['answerable', 'kept', 'qualified', 'kept_then'].map((key) => `handover.${key}`),
  ...['clock.answer_due', 'clock.answer_in_time', 'deal.won'],
]
const spent = 'spend.all'

/** The whole months that a period touches, in the zone whose days they are; the latest ones of a long one. */
export function monthsOf({ from, to }: Pick<Filter, 'from' | 'to'>, zone: string): DateTime[] {
  const last = DateTime.fromMillis(to.getTime() - 1, { zone }).startOf('month')
  const first = DateTime.fromJSDate(from, { zone }).startOf('month')
  const count = Math.min(mostMonths, Math.round(last.diff(first, 'months').months) + 1)
  return Array.from({ length: count }, (_, n) => last.minus({ months: count - 1 - n }))
}

/** Month by month what its page says, from the very sets: nothing is counted here a second way. */
export async function overTime(db: Db, filter: Filter, zone: string, now: Date) {
  const begun = monthsOf(filter, zone).filter((month) => month.toJSDate() <= now)
  const months = []
  for (const month of begun) {
    const [from, to] = [month.toJSDate(), month.plus({ months: 1 }).toJSDate()]
    const within = { ...filter, from, to }
    const sets = allSets(within, 'period', now).filter(({ key }) => counted.includes(key) || key === spent)
    const counts = await countAll(db, sets)
    months.push({
      month: month.toISODate()!,
      ...{ from, to },
      ripe: ripeOf(counts.get('handover.answerable'), COHORT_WINDOW_DAYS.offerToVerdict, now),
      values: {
        ...Object.fromEntries(counted.map((key) => [key, counts.get(key)?.n ?? 0])),
        'deal.won.value': counts.get('deal.won')?.valueMinor ?? 0,
        [spent]: isSpent(within) ? (counts.get(spent)?.valueMinor ?? 0) : null,
      },
    })
  }
  return months
}

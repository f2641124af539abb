import { DateTime } from 'luxon'

/** The hour at which an agenda is written on Mondays. */
const hour = 7
const week = { weeks: 1 }

/** The seven days that a Monday's agenda speaks of, [from, to), where the firm is. */
export function weekBefore(monday: string, zone: string): { from: Date; to: Date } {
  const to = DateTime.fromISO(monday, { zone }).startOf('day')
  return { from: to.minus(week).toJSDate(), to: to.toJSDate() }
}

/** The Monday of the week that an instant lies in, the one after, and the instant at which that one is written. */
export function mondays(now: Date, zone: string): { monday: string; after: string; next: Date } {
  const monday = DateTime.fromJSDate(now, { zone }).startOf('week')
  const after = monday.plus(week)
  return { monday: monday.toISODate()!, after: after.toISODate()!, next: after.set({ hour }).toJSDate() }
}

import { DateTime } from 'luxon'
import { addBusinessMinutes, type Calendar } from '#workspace/calendars'

const minuteMs = 60_000

/** When the next working day of a calendar begins, today left out; null: not within a year. */
export function nextMorning(calendar: Calendar, now: Date): Date | null {
  const tomorrow = DateTime.fromJSDate(now, { zone: calendar.zone }).plus({ days: 1 }).startOf('day')
  const firstMinute = addBusinessMinutes(calendar, tomorrow.toJSDate(), 1)
  return firstMinute && new Date(firstMinute.getTime() - minuteMs)
}

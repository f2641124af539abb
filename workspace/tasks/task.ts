import { DateTime } from 'luxon'
import { businessMinutesBetween, type Calendar, localDay } from '#workspace/calendars'
import type { snoozes } from './contract.ts'

type Snooze = (typeof snoozes)[number]
/** How far ahead a working day is looked for; beyond it the day counts as it is. */
const mostDaysAhead = 60

const startOf = (day: string, zone: string) => DateTime.fromISO(day, { zone })
const after = (day: string, days: number) =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day

/** By when a task is due: at its time, else when its owner's working day ends; on a day off, when the day ends. */
export function dueAt(calendar: Calendar, day: string, time: string | null): Date {
  const start = startOf(day, calendar.zone)
  if (time) {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return start.set({ hour, minute }).toJSDate()
  }
  const spans = calendar.hours[start.weekday as keyof typeof calendar.hours] ?? []
  const end = Math.max(0, ...spans.map(([, to]) => to))
  if (end === 0 || !isWorkingDay(calendar, day)) return start.plus({ days: 1 }).toJSDate()
  return start.set({ hour: Math.floor(end / 60), minute: end % 60 }).toJSDate()
}

export const isWorkingDay = (calendar: Calendar, day: string): boolean =>
  businessMinutesBetween(
    calendar,
    startOf(day, calendar.zone).toJSDate(),
    startOf(after(day, 1), calendar.zone).toJSDate(),
  ) > 0

/** The day itself if its owner works then, else the next one on which they do. */
function workingDayFrom(calendar: Calendar, day: string): string {
  for (let ahead = 0; ahead < mostDaysAhead; ahead++)
    if (isWorkingDay(calendar, after(day, ahead))) return after(day, ahead)
  return day
}

/** To which day a task is put off, on its owner's calendar. */
export function snoozedTo(calendar: Calendar, until: Snooze, now: Date): string {
  const today = localDay(calendar, now)
  if (until === 'next_week')
    return workingDayFrom(calendar, after(today, 8 - startOf(today, calendar.zone).weekday))
  const next = workingDayFrom(calendar, after(today, 1))
  return until === 'tomorrow' ? next : workingDayFrom(calendar, after(next, 1))
}

export type Box = 'overdue' | 'today' | 'later' | 'done'
export function boxOf(
  task: { doneAt: Date | null; dueAt: Date | null; dueOn: string | null },
  at: { now: Date; today: string },
): Box {
  if (task.doneAt) return 'done'
  if (!task.dueAt || !task.dueOn) return 'later'
  if (task.dueAt < at.now) return 'overdue'
  return task.dueOn <= at.today ? 'today' : 'later'
}

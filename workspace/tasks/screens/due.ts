import { formatDate, formatTime } from '#ui/format'
import type { Task } from '../contract.ts'

/** Noon in the middle of the zones: the day reads the same nearly everywhere. */
export const asDate = (day: string) => new Date(`${day}T12:00:00Z`)

/** "5 Mar 2026, 14:30", "Today"; null for a task without a day. */
export function dueWords(task: Pick<Task, 'dueOn' | 'dueAt' | 'timed' | 'box'>): string | null {
  if (!task.dueOn || !task.dueAt) return null
  const day = task.box === 'today' ? 'Today' : formatDate(asDate(task.dueOn))
  return task.timed ? `${day}, ${formatTime(task.dueAt)}` : day
}

import { DateTime } from 'luxon'

/** The weeks that a month lies in, Monday first, as calendar days. `month` is `2026-03`. */
export function weeksOf(month: string): string[][] {
  const first = DateTime.fromISO(`${month}-01`)
  const last = first.endOf('month').startOf('day')
  const weeks: string[][] = []
  for (let monday = first.startOf('week'); monday <= last; monday = monday.plus({ weeks: 1 }))
    weeks.push(Array.from({ length: 7 }, (_, n) => monday.plus({ days: n }).toISODate()!))
  return weeks
}

/** A day so many days or months away; the 31st goes to the last day of a shorter month. */
export const dayFrom = (day: string, by: { days?: number; months?: number }): string =>
  DateTime.fromISO(day).plus(by).toISODate()!

type Spanning = { key: string; from: string; to: string }
export type Bar<T> = {
  entry: T
  /** From the top, 0 first. */
  lane: number
  /** Of the week's seven, 0 first. */
  column: number
  columns: number
  /** It began in an earlier week, or goes on in the next. */
  began: boolean
  goesOn: boolean
}

/**
 * Entries laid into a week so that none covers another: the longest first, each in the highest lane that is free on all
 * its days. What finds no lane is counted by day.
 */
export function laidOut<T extends Spanning>(
  week: readonly string[],
  entries: readonly T[],
  lanes: number,
): { bars: Bar<T>[]; more: number[] } {
  const [first, last] = [week[0]!, week.at(-1)!]
  const here = entries
    .filter(({ from, to }) => from <= last && to >= first)
    .map((entry) => {
      const column = Math.max(0, week.indexOf(entry.from))
      const end = entry.to > last ? week.length - 1 : week.indexOf(entry.to)
      return { entry, column, columns: end - column + 1 }
    })
    .sort((a, b) => b.columns - a.columns || a.column - b.column)
  const taken = Array.from({ length: lanes }, () => new Set<number>())
  const more = week.map(() => 0)
  const bars: Bar<T>[] = []
  for (const { entry, column, columns } of here) {
    const days = Array.from({ length: columns }, (_, n) => column + n)
    const lane = taken.findIndex((used) => days.every((day) => !used.has(day)))
    if (lane < 0) for (const day of days) more[day]!++
    else {
      for (const day of days) taken[lane]!.add(day)
      bars.push({ entry, lane, column, columns, began: entry.from < first, goesOn: entry.to > last })
    }
  }
  return { bars, more }
}

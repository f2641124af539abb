import { DateTime } from 'luxon'
import type { Figure } from '#insight/numbers'

/** The day of the next month on which a month is frozen, as it begins where the firm is. */
const freezeDay = 15

const first = (month: string, zone: string) => DateTime.fromISO(month, { zone }).startOf('month')

/** The instants of a month, [from, to), and when it freezes, where the firm is; `month` is its first day. */
export function spanOf(month: string, zone: string): { from: Date; to: Date; freezesAt: Date } {
  const from = first(month, zone)
  const to = from.plus({ months: 1 })
  return { from: from.toJSDate(), to: to.toJSDate(), freezesAt: to.set({ day: freezeDay }).toJSDate() }
}

export const monthOf = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).startOf('month').toISODate()!
export const monthAfter = (month: string, zone: string, months = 1): string =>
  first(month, zone).plus({ months }).toISODate()!

/** The next month to freeze as seen from an instant: the youngest whose freeze still lies ahead. */
export function nextToFreeze(now: Date, zone: string): string {
  const before = monthAfter(monthOf(now, zone), zone, -1)
  return spanOf(before, zone).freezesAt > now ? before : monthOf(now, zone)
}

/** What a number says, for comparing: its value and the cases of a share; medians to the digits that are shown. */
const said = ({ kind, value, share, n }: Figure) =>
  JSON.stringify([
    kind === 'share' ? [share?.hits, share?.cases] : value === null ? null : Math.round(value * 100) / 100,
    kind === 'count' ? null : n,
  ])

export type Restated = { key: string; was: Figure | null; is: Figure | null }

/** Of one origin, source or reason: it is no figure as long as there are none of it. */
const isPart = ({ behind: [first] }: Figure) =>
  [first?.origin, first?.channel, first?.reason].some((it) => it !== undefined)

/**
 * Numbers that say something else now than when the month froze, in the order of the month. What was not counted yet when it
 * froze says nothing else; only a part that was not there was nothing then.
 */
export function restatements(frozen: readonly Figure[], now: readonly Figure[]): Restated[] {
  const [was, is] = [new Map(frozen.map((it) => [it.key, it])), new Map(now.map((it) => [it.key, it]))]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [before, after] = [was.get(key) ?? null, is.get(key) ?? null]
    const same = before ? after && said(before) === said(after) : !isPart(after!)
    return same ? [] : [{ key, was: before, is: after }]
  })
}

export type CountedRows = Record<string, number | null>
export type RowChange = {
  id: string
  change: 'joined' | 'left' | 'changed'
  was: number | null
  is: number | null
}

/** Which rows joined or left a set, or are worth something else. */
export function rowChanges(was: CountedRows, is: CountedRows): RowChange[] {
  const ids = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return ids.flatMap((id): RowChange[] => {
    const [before, after] = [was[id], is[id]]
    if (before === undefined) return [{ id, change: 'joined', was: null, is: after ?? null }]
    if (after === undefined) return [{ id, change: 'left', was: before, is: null }]
    return before === after ? [] : [{ id, change: 'changed', was: before, is: after }]
  })
}

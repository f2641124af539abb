import { DateTime, IANAZone } from 'luxon'

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** When somebody works: local opening hours, public holidays and absences. */
export interface Calendar {
  /** IANA name, e.g. Europe/Berlin. */
  zone: string
  /** Per ISO weekday (1 = Monday) the open spans as minutes of the local day: [540, 1020] is 9 to 17. */
  hours: Partial<Record<Weekday, readonly (readonly [startMin: number, endMin: number])[]>>
  /** Local days (YYYY-MM-DD) without work. */
  holidays: ReadonlySet<string> | ((isoDate: string) => boolean)
  /** Instants away, [from, to). */
  absences: readonly { from: Date; to: Date }[]
}

/** How far ahead open time is looked for before a calendar counts as "no cover". */
export const LOOKAHEAD_DAYS = 400
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

type Span = readonly [fromMs: number, toMs: number]

/**
 * The first instant by which `minutes` of open time have passed since `from`; null when the calendar does not
 * open that long within 400 days. Minutes are elapsed time, so a day on which clocks go forward is shorter.
 */
export function addBusinessMinutes(calendar: Calendar, from: Date, minutes: number): Date | null {
  if (!(minutes >= 0)) throw new RangeError(`Business minutes must be 0 or more, not ${minutes}`)
  if (minutes === 0) return from
  let leftMs = minutes * MINUTE_MS
  const start = from.getTime()
  for (const [openMs, closeMs] of openSpans(calendar, start, start + LOOKAHEAD_DAYS * DAY_MS)) {
    if (closeMs - openMs >= leftMs) return new Date(openMs + leftMs)
    leftMs -= closeMs - openMs
  }
  return null
}

/** Open minutes in [from, to), with fractions; 0 when `to` is not after `from`. */
export function businessMinutesBetween(calendar: Calendar, from: Date, to: Date): number {
  let openForMs = 0
  for (const [openMs, closeMs] of openSpans(calendar, from.getTime(), to.getTime()))
    openForMs += closeMs - openMs
  return openForMs / MINUTE_MS
}

/** Open minutes of an average working day by the weekly hours, holidays aside; 0 when never open. */
export function minutesPerWorkingDay(calendar: Calendar): number {
  const days = Object.values(calendar.hours)
    .map((spans) => spans.reduce((sum, [start, end]) => sum + Math.max(0, end - start), 0))
    .filter((minutes) => minutes > 0)
  return days.length === 0 ? 0 : Math.round(days.reduce((sum, minutes) => sum + minutes, 0) / days.length)
}

/** The local day of an instant in the calendar's zone, YYYY-MM-DD. */
export function localDay(calendar: Pick<Calendar, 'zone'>, at: Date): string {
  const local = DateTime.fromJSDate(at, { zone: zoneOf(calendar) })
  if (!local.isValid) throw new RangeError(`Not a date: ${at}`)
  return local.toISODate()
}

/** Open spans inside [fromMs, toMs), in order and disjoint. */
function* openSpans(calendar: Calendar, fromMs: number, toMs: number): Generator<Span> {
  const zone = zoneOf(calendar)
  const away = calendar.absences.map(({ from, to }): Span => [from.getTime(), to.getTime()])
  let day = Date.parse(localDay(calendar, new Date(fromMs)))
  for (; day < toMs + DAY_MS; day += DAY_MS) {
    for (const [openMs, closeMs] of spansOfDay(calendar, zone, day)) {
      const clipped: Span = [Math.max(openMs, fromMs), Math.min(closeMs, toMs)]
      yield* without(clipped, away)
    }
  }
}

/** `day` is the local date read as UTC midnight. Spans that touch or overlap after a clock change are joined. */
function spansOfDay(calendar: Calendar, zone: IANAZone, day: number): Span[] {
  const isoDate = new Date(day).toISOString().slice(0, 10)
  const weekday = (new Date(day).getUTCDay() || 7) as Weekday
  const { holidays } = calendar
  const hours = calendar.hours[weekday] ?? []
  const closed = typeof holidays === 'function' ? holidays(isoDate) : holidays.has(isoDate)
  if (closed || hours.length === 0) return []
  // A local day that a zone skipped (Apia, 2011-12-30) begins where it ends, and so holds nothing.
  const [dayStart, dayEnd] = [instantOf(zone, day), instantOf(zone, day + DAY_MS)]
  const spans = hours
    .map(([start, end]): Span => {
      const openMs = instantOf(zone, day + start * MINUTE_MS)
      const closeMs = instantOf(zone, day + end * MINUTE_MS)
      return [Math.max(openMs, dayStart), Math.min(closeMs, dayEnd)]
    })
    .filter(([openMs, closeMs]) => openMs < closeMs)
    .sort((a, b) => a[0] - b[0])
  const joined: [number, number][] = []
  for (const [openMs, closeMs] of spans) {
    const last = joined.at(-1)
    if (last && openMs <= last[1]) last[1] = Math.max(last[1], closeMs)
    else joined.push([openMs, closeMs])
  }
  return joined
}

function* without([openMs, closeMs]: Span, away: readonly Span[]): Generator<Span> {
  if (openMs >= closeMs) return
  const absence = away.find(([from, to]) => from < to && from < closeMs && to > openMs)
  if (!absence) {
    yield [openMs, closeMs]
    return
  }
  yield* without([openMs, Math.min(closeMs, absence[0])], away)
  yield* without([Math.max(openMs, absence[1]), closeMs], away)
}

/**
 * The instant of a local wall-clock time (read as if UTC). A time that clocks skip takes the offset before the
 * gap; one that comes twice is the first.
 */
function instantOf(zone: IANAZone, local: number): number {
  const before = local - zone.offset(local - DAY_MS) * MINUTE_MS
  const after = local - zone.offset(local + DAY_MS) * MINUTE_MS
  const exists = (instant: number) => instant + zone.offset(instant) * MINUTE_MS === local
  return !exists(before) && exists(after) ? after : before
}

function zoneOf({ zone }: Pick<Calendar, 'zone'>): IANAZone {
  const found = IANAZone.create(zone)
  if (!found.isValid) throw new RangeError(`Unknown time zone "${zone}"`)
  return found
}

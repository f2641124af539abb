import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Db } from '#platform/db'
import type { CoverHook, CoverWish } from '#platform/registry'
import {
  type Absence,
  absences,
  businessMinutesBetween,
  type Calendar,
  calendarsOf,
  capacitiesAt,
  firmCalendar,
} from '#workspace/calendars'
import { activeMembers } from '#workspace/members'
import type { RoutingRule } from './route.ts'
import { routingRules } from './store.ts'

interface Taker {
  id: string
  name: string
  teamId: string | null
  /** The role takes leads, and has agreed to take any. */
  takes: boolean
  calendar: Calendar
}
interface Span {
  day: string
  from: Date
  to: Date
}
interface Line {
  id: string
  name: string
}

/** Which product lines have whom on each working day while somebody is away, and what nobody takes. */
export const coverWhile: CoverHook = async (db, wish, now) => {
  const away = [...(await absences(db, wish.fromAt, now)), { ...wish, id: '', note: null }]
  const { rows: lines } = await sql<Line>`
    select id, name from product_line where archived_at is null order by created_at, id`.execute(db)
  return coverage({
    lines,
    rules: await routingRules(db),
    takers: await takersOf(db, away, now),
    away,
    days: daysOf(await firmCalendar(db, wish.fromAt), wish),
  })
}

async function takersOf(db: Db, away: readonly Absence[], now: Date): Promise<Taker[]> {
  const members = await activeMembers(db)
  const capacities = await capacitiesAt(db, now)
  const calendars = await calendarsOf(
    db,
    members.map(({ id }) => id),
    now,
  )
  return members.map((member) => ({
    id: member.id,
    name: member.name,
    teamId: member.team_id,
    takes: member.takes_leads && capacities.get(member.id) !== 0,
    calendar: {
      ...calendars.get(member.id)!,
      absences: away
        .filter(({ memberId }) => memberId === member.id)
        .map(({ fromAt, toAt }) => ({ from: fromAt, to: toAt })),
    },
  }))
}

/** The days of the absence on which the firm works, where the firm is. */
export function daysOf(firm: Calendar, { fromAt, toAt }: Pick<CoverWish, 'fromAt' | 'toAt'>): Span[] {
  const days: Span[] = []
  let at = DateTime.fromJSDate(fromAt, { zone: firm.zone }).startOf('day')
  for (; at.toJSDate() < toAt; at = at.plus({ days: 1 })) {
    const span = { day: at.toISODate()!, from: at.toJSDate(), to: at.plus({ days: 1 }).toJSDate() }
    if (businessMinutesBetween(firm, span.from, span.to) > 0) days.push(span)
  }
  return days
}

type Known = {
  lines: readonly Line[]
  rules: readonly RoutingRule[]
  takers: readonly Taker[]
  away: readonly Absence[]
  days: readonly Span[]
}

/** Per line and day who is there to take leads: those whom its rules name (or all who take leads), or their deputies. */
export function coverage({ lines, rules, takers, away, days }: Known): Awaited<ReturnType<CoverHook>> {
  const deputyOf = (taker: Taker, { from, to }: Span) =>
    away.find((one) => one.memberId === taker.id && one.deputyId && one.fromAt < to && one.toAt > from)
      ?.deputyId
  const stands = (taker: Taker, day: Span, seen: readonly string[] = []): Taker | null => {
    if (businessMinutesBetween(taker.calendar, day.from, day.to) > 0) return taker.takes ? taker : null
    const deputy = takers.find(({ id }) => id === deputyOf(taker, day))
    return deputy && !seen.includes(deputy.id) ? stands(deputy, day, [...seen, taker.id]) : null
  }
  const there = (pool: readonly Taker[], day: Span) =>
    new Set(pool.flatMap((taker) => stands(taker, day)?.name ?? []))
  const named = ({ memberIds, teamId }: RoutingRule) =>
    takers.filter((one) => memberIds.includes(one.id) || (teamId !== null && one.teamId === teamId))
  const gaps: { what: string; from: string; to: string }[] = []
  const shown = lines.map((line) => {
    const its = rules.filter(({ productLineId }) => productLineId === null || productLineId === line.id)
    const isAll = !its.some(({ conditions }) => conditions.length === 0)
    const pools = its.map((rule) => ({ what: `“${rule.name}” of ${line.name}`, members: named(rule) }))
    const everybody = isAll ? takers.filter(({ takes }) => takes) : []
    const all = [...new Set([...everybody, ...pools.flatMap(({ members }) => members)])]
    const bare = days.filter((day) => there(all, day).size === 0)
    gaps.push(...runs(lines.length > 1 ? line.name : 'leads', bare, days))
    for (const { what, members } of pools)
      gaps.push(
        ...runs(
          what,
          days.filter((day) => there(members, day).size === 0 && !bare.includes(day)),
          days,
        ),
      )
    return {
      productLine: line,
      days: days.map((day) => ({ day: day.day, members: [...there(all, day)].sort() })),
    }
  })
  return { lines: shown, gaps }
}

/** Days in a row of those on which the firm works, as one. */
function runs(what: string, bare: readonly Span[], days: readonly Span[]) {
  const found: { what: string; from: string; to: string; at: number }[] = []
  for (const { day } of bare) {
    const at = days.findIndex((one) => one.day === day)
    const last = found.at(-1)
    if (last && last.at === at - 1) Object.assign(last, { to: day, at })
    else found.push({ what, from: day, to: day, at })
  }
  return found.map(({ at: _, ...run }) => run)
}

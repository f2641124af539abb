import { DateTime } from 'luxon'
import { z } from 'zod'
import { side } from './contract.ts'

/** What became of somebody who was really handed over; of everybody else nothing is known. */
export type Outcome = { kept: 'kept' | 'not_kept' | 'open' | null; end: 'won' | 'lost' | 'open' }
/** Nobody was offered them: sales had their company already, or somebody has their deal or the customer. */
export type Apart = 'joined' | 'signalled'
/** One person's way under both definitions within the period; an instant is when they crossed. */
export type Way = {
  contactId: string
  inForceAt: Date | null
  candidateAt: Date | null
  /** Score of the candidate at the crossing. */
  total: number | null
  asked: boolean
  real: Outcome | Apart | null
  /** Whoever crosses from then on is nobody new. */
  customerSince: Date | null
  /** Handed over before the period, and not again in it. */
  before: boolean
  /** Bought within the period, and Baton knew of them before. */
  wonAt: Date | null
}

export type Side = z.infer<typeof side>
const none = z.number().int().default(0)
const keptSide = side.extend({ joined: none, signalled: none })
export const tallyShape = z.object({
  weeks: z.record(z.string(), z.object({ inForce: keptSide, candidate: keptSide })),
  /** Crossed under both. */
  both: z.number().int(),
  /** Handed over by what was in force before the candidate called them strong enough: it might have, later. */
  cut: z.number().int(),
  /** Customers who bought without ever being called strong enough by the one, or by the other. */
  missed: z.object({ inForce: z.number().int(), candidate: z.number().int() }),
  /** By name, the first so many. */
  missedPeople: z.array(z.object({ contactId: z.string(), wonAt: z.string(), inForce: z.boolean() })),
  foundPeople: z.array(z.object({ contactId: z.string(), at: z.string(), total: z.number().int() })),
  found: z.number().int(),
  /** Would have crossed in the period and had been handed over before: in none of the other numbers. */
  before: z.number().int().default(0),
})
export type Tally = z.infer<typeof tallyShape>

const mostNamed = 500
export const noSide = (): Side => ({
  ...{ ready: 0, joined: 0, signalled: 0 },
  ...{ kept: 0, notKept: 0, won: 0, lost: 0, open: 0, unknown: 0 },
})
export const emptyTally = (): Tally => ({
  weeks: {},
  both: 0,
  cut: 0,
  missed: { inForce: 0, candidate: 0 },
  missedPeople: [],
  foundPeople: [],
  found: 0,
  before: 0,
})

/** The Monday of an instant's week where the firm is. */
export const mondayOf = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).startOf('week').toISODate()!

/** Adds one person's way; the tally given is changed. */
export function addWay(tally: Tally, way: Way, zone: string): void {
  const { inForceAt, candidateAt, real, wonAt } = way
  if (way.before) {
    if (inForceAt || candidateAt) tally.before++
    return
  }
  for (const [name, at] of [
    ['inForce', inForceAt],
    ['candidate', candidateAt],
  ] as const) {
    if (!at) continue
    tally.weeks[mondayOf(at, zone)] ??= { inForce: noSide(), candidate: noSide() }
    count(tally.weeks[mondayOf(at, zone)]![name], becameOf(way, at))
  }
  if (inForceAt && candidateAt) tally.both++
  if (real && inForceAt && !candidateAt) tally.cut++
  if (candidateAt && !inForceAt && !isApart(becameOf(way, candidateAt))) {
    tally.found++
    if (tally.foundPeople.length < mostNamed)
      tally.foundPeople.push({
        contactId: way.contactId,
        at: candidateAt.toISOString(),
        total: way.total ?? 0,
      })
  }
  if (!wonAt || way.asked) return
  const [sawInForce, sawCandidate] = [inForceAt, candidateAt].map((at) => at !== null && at <= wonAt)
  if (!sawInForce) tally.missed.inForce++
  if (sawCandidate) return
  tally.missed.candidate++
  if (tally.missedPeople.length < mostNamed)
    tally.missedPeople.push({
      contactId: way.contactId,
      wonAt: wonAt.toISOString(),
      inForce: sawInForce === true,
    })
}

const becameOf = ({ real, customerSince }: Way, at: Date): Way['real'] =>
  real ?? (customerSince && customerSince <= at ? 'signalled' : null)

const isApart = (real: Way['real']): real is Apart => real === 'joined' || real === 'signalled'

function count(side: Side, real: Way['real']): void {
  side.ready++
  if (!real || isApart(real)) {
    side[real ?? 'unknown']++
    return
  }
  if (real.kept === 'kept') side.kept++
  if (real.kept === 'not_kept') side.notKept++
  side[real.end]++
}

/** Mondays of all weeks from the first day to the last. */
export function mondaysOf(from: string, to: string): string[] {
  const mondays: string[] = []
  const last = DateTime.fromISO(to)
  for (let at = DateTime.fromISO(from).startOf('week'); at < last; at = at.plus({ weeks: 1 }))
    mondays.push(at.toISODate()!)
  return mondays
}

/** All weeks, those without anybody too, with what the weekly capacity of each would have let through; null: no limit. */
export function weeksOf(tally: Tally, mondays: readonly string[], capacities: readonly (number | null)[]) {
  const waiting = { inForce: 0, candidate: 0 }
  const rows: { monday: string; perWeek: number | null; inForce: Side & Flow; candidate: Side & Flow }[] = []
  for (const [n, monday] of mondays.entries()) {
    const perWeek = capacities[n] ?? null
    const week = tally.weeks[monday] ?? { inForce: noSide(), candidate: noSide() }
    const flow = (name: 'inForce' | 'candidate') => {
      const { ready, joined, signalled } = week[name]
      const due = waiting[name] + ready - joined - signalled
      const offered = perWeek === null ? due : Math.min(due, perWeek)
      waiting[name] = due - offered
      return { ...week[name], offered, waiting: waiting[name] }
    }
    rows.push({ monday, perWeek, inForce: flow('inForce'), candidate: flow('candidate') })
  }
  return rows
}
type Flow = {
  /** Offered that week, those who waited first. */
  offered: number
  /** Still waiting when it ends. */
  waiting: number
}

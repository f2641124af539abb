import {
  type Definition,
  type Facts,
  type InterestRule,
  type KnownEvent,
  matchesAct,
  matchesFact,
  type Rule,
} from './definition.ts'

export * from './definition.ts'
export * from './readiness.ts'

export interface ScoreLine {
  ruleId: string
  axis: Rule['axis']
  points: number
  eventIds: string[]
}
export interface Score {
  at: Date
  fit: number
  interest: number
  total: number
  lines: ScoreLine[]
  /** First instant at which fading alone lowers the score; null = never. */
  changesAt: Date | null
  /** The newest known act that any interest rule matches. */
  lastActAt: Date | null
}

/** Clocks of other machines may run this far ahead before an event's own time is not believed. */
export const CLOCK_SKEW_MS = 5 * 60_000
const HOUR_MS = 3_600_000
const LIVES_UNTIL_ZERO = 40

/** When the act happened, in ms; a time later than its arrival (beyond clock skew) becomes the arrival. */
export function actTime(event: KnownEvent): number {
  const [occurred, received] = [event.occurredAt.getTime(), event.receivedAt.getTime()]
  return occurred > received + CLOCK_SKEW_MS ? received : occurred
}

interface Share {
  ruleId: string
  value: number
  eventIds: string[]
}
interface Evidence {
  rule: InterestRule
  acts: { id: string; time: number }[]
}

/**
 * The score at `t` from the facts and the human events known then. The one function for news, clock, rebuild,
 * replay and "why": it never adds to an older score, so order and repetition of events cannot matter.
 */
export function scoreAt(definition: Definition, facts: Facts, events: readonly KnownEvent[], t: Date): Score {
  const { rules, fitMax, interestMax } = definition
  const fitShares = rules
    .filter((rule) => rule.axis === 'fit')
    .filter((rule) => matchesFact(facts, rule.matcher))
    .map((rule): Share => ({ ruleId: rule.id, value: rule.points, eventIds: [] }))
  const evidence = evidenceFor(rules, events)
  const fit = capped(sum(fitShares), fitMax)
  const shares = sharesAt(evidence, t.getTime())
  const interest = capped(sum(shares), interestMax)
  const lastAct = Math.max(...evidence.map(({ acts }) => acts[0]?.time ?? -Infinity))
  return {
    at: t,
    fit,
    interest,
    total: fit + interest,
    lines: [...linesFor('fit', fitShares, fit), ...linesFor('interest', shares, interest)],
    changesAt: nextDrop(evidence, interestMax, interest, t.getTime()),
    lastActAt: Number.isFinite(lastAct) ? new Date(lastAct) : null,
  }
}

function evidenceFor(rules: readonly Rule[], events: readonly KnownEvent[]): Evidence[] {
  const once = [...new Map(events.map((event) => [event.id, event])).values()]
    .map((event) => ({ event, id: event.id, time: actTime(event) }))
    .sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1))
  return rules
    .filter((rule) => rule.axis === 'interest')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule) => ({
      rule,
      acts: once.filter(({ event }) => matchesAct(event, rule.matcher)).slice(0, rule.last),
    }))
    .filter(({ acts }) => acts.length > 0)
}

function sharesAt(evidence: readonly Evidence[], time: number): Share[] {
  return evidence.map(({ rule, acts }) => ({
    ruleId: rule.id,
    value: acts.reduce((total, act) => total + fade(rule, Math.max(0, time - act.time)), 0),
    eventIds: acts.filter((act) => fade(rule, Math.max(0, time - act.time)) > 0).map((act) => act.id),
  }))
}

function fade({ points, lifeH }: InterestRule, ageMs: number): number {
  if (lifeH === null) return points
  const lives = ageMs / (lifeH * HOUR_MS)
  return lives > LIVES_UNTIL_ZERO ? 0 : points * 2 ** -lives
}

const sum = (shares: readonly Share[]) => shares.reduce((total, share) => total + share.value, 0)
const capped = (value: number, max: number) => Math.min(Math.floor(value), max)

/** Whole points per rule that add up to the score: largest remainder, ties by rule id. */
function linesFor(axis: Rule['axis'], shares: readonly Share[], score: number): ScoreLine[] {
  const total = sum(shares)
  const scale = Math.floor(total) > score ? score / total : 1
  const rows = shares.map((share) => ({ share, floor: Math.floor(share.value * scale) }))
  const rest = score - rows.reduce((points, row) => points + row.floor, 0)
  const remainder = (row: (typeof rows)[number]) => row.share.value * scale - row.floor
  rows.sort((a, b) => remainder(b) - remainder(a) || (a.share.ruleId < b.share.ruleId ? -1 : 1))
  return rows
    .map(({ share, floor }, i) => ({ axis, ruleId: share.ruleId, points: floor + (i < rest ? 1 : 0), share }))
    .filter((line) => line.points > 0)
    .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))
    .map(({ share, ...line }) => ({ ...line, eventIds: share.eventIds }))
}

/** Bisection to the millisecond; right because points are never negative, so interest only falls. */
function nextDrop(evidence: readonly Evidence[], max: number, now: number, time: number): Date | null {
  const interestAt = (at: number) => capped(sum(sharesAt(evidence, at)), max)
  let high = time
  for (const { rule, acts } of evidence) {
    const lifeMs = (rule.lifeH ?? 0) * HOUR_MS
    for (const act of acts) high = Math.max(high, Math.ceil(act.time + lifeMs * LIVES_UNTIL_ZERO) + 1)
  }
  if (interestAt(high) >= now) return null
  let low = time
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (interestAt(middle) < now) high = middle
    else low = middle
  }
  return new Date(high)
}

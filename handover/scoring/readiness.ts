import { type Definition, type FactMatcher, type Facts, matchesFact } from './definition.ts'

const DAY_MS = 86_400_000

export type Missing =
  | { what: 'score'; needed: number; has: number }
  | { what: 'fact'; field: string }
  | { what: 'excluded'; by: FactMatcher }
  | { what: 'recent_act'; withinDays: number; lastActAt: Date | null }

export interface Readiness {
  /** Strong enough to stay ready (if ready before) or to become so. */
  ready: boolean
  /** Strong enough to become ready now: the higher threshold, whatever was before. */
  enters: boolean
  /** Everything that is missing for `ready`; empty exactly when ready. */
  missing: Missing[]
  /** When the last act stops being recent and readiness ends by time alone; null = not by recency. */
  changesAt: Date | null
}

/** What the score tells readiness; `at` is the instant that is judged. */
export interface Strength {
  at: Date
  total: number
  lastActAt: Date | null
}

/**
 * Is the person ready under this definition? Who was ready (or a candidate) needs only the lower threshold,
 * so that nobody flickers. The last act counts while less than `recencyDays` × 24 h have passed.
 */
export function readiness(
  definition: Definition,
  score: Strength,
  facts: Facts,
  wasReady: boolean,
): Readiness {
  const { enter, leave, required, exclude, recencyDays } = definition
  const others: Missing[] = [
    ...required
      .filter((field) => !matchesFact(facts, { field, op: 'set', value: true }))
      .map((field): Missing => ({ what: 'fact', field })),
    ...exclude.filter((by) => matchesFact(facts, by)).map((by): Missing => ({ what: 'excluded', by })),
  ]
  let recentUntil: Date | null = null
  if (recencyDays !== null) {
    const until = score.lastActAt ? new Date(score.lastActAt.getTime() + recencyDays * DAY_MS) : null
    if (until && until > score.at) recentUntil = until
    else others.push({ what: 'recent_act', withinDays: recencyDays, lastActAt: score.lastActAt })
  }
  const needed = wasReady ? leave : enter
  const weak: Missing[] = score.total >= needed ? [] : [{ what: 'score', needed, has: score.total }]
  const missing = [...weak, ...others]
  return {
    ready: missing.length === 0,
    enters: others.length === 0 && score.total >= enter,
    missing,
    changesAt: missing.length === 0 ? recentUntil : null,
  }
}

/** A person's place before the seam: a candidate is strong enough but has not acted since becoming so. */
export type Place = 'none' | 'candidate' | 'ready'
export type Crossing = 'crosses' | 'candidate' | 'leaves' | 'none'

/**
 * What a new look means. Only a new human act opens a clock ('crosses'); edits, imports, recalculation and new
 * definitions make candidates, who cross with their next act if they reach the entering threshold then.
 */
export function crossing(before: Place, after: Readiness, hasNewHumanAct: boolean): Crossing {
  if (!after.ready) return before === 'none' ? 'none' : 'leaves'
  if (before !== 'ready' && after.enters && hasNewHumanAct) return 'crosses'
  return before === 'none' ? 'candidate' : 'none'
}

/** Where the person stands after a crossing. */
export function placeAfter(before: Place, crossed: Crossing): Place {
  if (crossed === 'none') return before
  if (crossed === 'leaves') return 'none'
  return crossed === 'crosses' ? 'ready' : 'candidate'
}

/** An act is news only when, this long after its arrival, it was known to be a person's and whose it was. */
const SETTLE_MS = 5 * 60_000

export interface ArrivedAct {
  receivedAt: Date
  /** Came in as history: an import, never a reason to call. */
  imported: boolean
  /** When its subject became known as this contact's. */
  identifiedAt: Date
  /** When it was known to be human: the time of the verdict, or of its arrival if its kind says so. */
  humanAt: Date
}

/**
 * Does an act that counts for the first time in this look open a clock? Not an imported one, not one that a
 * merge or a late stitching brought, not one whose verdict was revised long after.
 */
export function isNewAct({ receivedAt, imported, identifiedAt, humanAt }: ArrivedAct): boolean {
  const settledBy = receivedAt.getTime() + SETTLE_MS
  return !imported && identifiedAt.getTime() <= settledBy && humanAt.getTime() <= settledBy
}

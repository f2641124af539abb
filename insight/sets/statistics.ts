/** Fewer cases than this are told as "3 of 7": a percentage of so few would say more than is known. */
export const FEWEST_FOR_PERCENT = 30
/** Two-sided 95 %. */
const Z_95 = 1.959963984540054

export interface Interval {
  low: number
  high: number
}

/**
 * Wilson score interval of a share (Wilson 1927), as fractions of 1; null when there are no cases. It stays within
 * [0, 1] and is honest for small numbers and shares near the ends.
 */
export function wilson(hits: number, cases: number, z: number = Z_95): Interval | null {
  if (!Number.isInteger(hits) || !Number.isInteger(cases) || hits < 0 || hits > cases) {
    throw new RangeError(`${hits} of ${cases} is no share`)
  }
  if (cases === 0) return null
  const share = hits / cases
  const z2 = (z * z) / cases
  const center = (share + z2 / 2) / (1 + z2)
  const half = (z * Math.sqrt((share * (1 - share) + z2 / 4) / cases)) / (1 + z2)
  return {
    low: hits === 0 ? 0 : Math.max(0, center - half),
    high: hits === cases ? 1 : Math.min(1, center + half),
  }
}

export type Share =
  | { kind: 'none'; hits: 0; cases: 0; text: string }
  | { kind: 'count'; hits: number; cases: number; text: string }
  | { kind: 'percent'; hits: number; cases: number; text: string; share: number; interval: Interval }

/** How a share is told: nothing, "3 of 7" below 30 cases, else a percentage to one decimal with its interval. */
export function tellShare(hits: number, cases: number): Share {
  const interval = wilson(hits, cases)
  if (!interval) return { kind: 'none', hits: 0, cases: 0, text: '–' }
  if (cases < FEWEST_FOR_PERCENT) return { kind: 'count', hits, cases, text: `${hits} of ${cases}` }
  const share = hits / cases
  return { kind: 'percent', hits, cases, text: `${(share * 100).toFixed(1)} %`, share, interval }
}

/** A share as the API tells it. */
export function told(hits: number, cases: number) {
  const share = tellShare(hits, cases)
  return {
    hits,
    cases,
    text: share.text,
    low: share.kind === 'percent' ? share.interval.low : null,
    high: share.kind === 'percent' ? share.interval.high : null,
  }
}

/**
 * The value below which a part `q` (0..1) of the values lies, linearly between neighbours, as percentile_cont of
 * PostgreSQL does; null when there are none.
 */
export function quantile(values: readonly number[], q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile lies in 0..1, not ${q}`)
  if (values.some(Number.isNaN)) throw new RangeError('A value is not a number')
  const sorted = [...values].sort((a, b) => a - b)
  const place = q * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (low === undefined || high === undefined) return null
  return low === high ? low : low + (high - low) * (place - Math.floor(place))
}
export const median = (values: readonly number[]): number | null => quantile(values, 0.5)
export const p90 = (values: readonly number[]): number | null => quantile(values, 0.9)

/** How long a cohort is followed before its rate is compared, in days of 24 hours; a won deal is followed from the opening of its lead. */
export const COHORT_WINDOW_DAYS = { leadToReady: 90, offerToVerdict: 30, leadToWon: 180 } as const
const DAY_MS = 86_400_000

/** Ripe when the youngest member is older than the window; an empty cohort is ripe, having nobody to wait for. */
export function ripeness(
  beganAt: readonly Date[],
  windowDays: number,
  now: Date,
): { ripe: boolean; ripeAfter: Date | null } {
  const youngest = beganAt.reduce<Date | null>(
    (latest, one) => (latest && latest >= one ? latest : one),
    null,
  )
  if (!youngest) return { ripe: true, ripeAfter: null }
  const ripeAfter = new Date(youngest.getTime() + windowDays * DAY_MS)
  return { ripe: now > ripeAfter, ripeAfter }
}

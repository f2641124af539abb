import { visitGapMs } from '#marketing/tracking'
import { halfLifeDays, type Model, models } from './models.ts'

const dayMs = 86_400_000

/** What a person of a deal did; `campaignId` null: it names no campaign. `at` in milliseconds. */
export type Act = { id: string; personId: string; at: number; campaignId: string | null }
export type Touch<T extends Act = Act> = T & { campaignId: string }

const byTime = (a: Act, b: Act) =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) || (a.campaignId! < b.campaignId! ? -1 : 1)

/**
 * The touches of a deal, oldest first. An act that names no campaign is none: it carries no weight under any model, since
 * nobody's spend is judged by it. What one person does for one campaign without a pause as long as ends a visit is one touch,
 * so that a form which is sent during a visit does not count twice.
 */
export function touchesOf<T extends Act>(acts: readonly T[]): Touch<T>[] {
  const lastAt = new Map<string, number>()
  return acts
    .filter((act): act is Touch<T> => act.campaignId !== null)
    .toSorted(byTime)
    .filter(({ personId, campaignId, at }) => {
      const who = `${personId} ${campaignId}`
      const before = lastAt.get(who)
      lastAt.set(who, at)
      return before === undefined || at - before > visitGapMs
    })
}

/** Parts of one half-life; finer differences of time decay are not told apart. */
const decayScale = 2 ** 50

/**
 * How much each touch weighs beside the others, in whole parts; touches are given oldest first. First touch, last touch,
 * linear, position-based (40/20/40, two touches half each) and time decay are the rule-based models of web analytics, as
 * Google Analytics (until 2023) and Adobe Analytics ("U-shaped") define them. Both let decay halve in seven days, for shops;
 * deals take months, so that here it halves in thirty, counted from the last touch, which gives the same parts as from the
 * day on which the deal was won.
 */
const weigh: Record<Model, (touches: readonly Act[]) => number[]> = {
  first: (touches) => touches.map((_, at) => (at === 0 ? 1 : 0)),
  last: (touches) => touches.map((_, at) => (at === touches.length - 1 ? 1 : 0)),
  linear: (touches) => touches.map(() => 1),
  position: (touches) => {
    // 40 % to 20 % shared by those between: 2 × their number to 1.
    const between = touches.length - 2
    return touches.map((_, at) => (between > 0 && (at === 0 || at === between + 1) ? 2 * between : 1))
  },
  decay: (touches) => {
    const lastAt = touches.at(-1)?.at ?? 0
    return touches.map(({ at }) => Math.round(decayScale * 2 ** ((at - lastAt) / dayMs / halfLifeDays)))
  },
}

/**
 * Whole cents by weights, that sum to the value exactly: by largest remainder (Hamilton's method). Of equal remainders the
 * earlier one gets the cent. Counted in whole numbers, so that no rounding of fractions decides.
 */
function split(valueMinor: number, weights: readonly number[]): number[] {
  const [value, parts] = [BigInt(valueMinor), weights.map(BigInt)]
  const whole = parts.reduce((sum, part) => sum + part, 0n)
  const cents = parts.map((part) => (value * part) / whole)
  const left = Number(value - cents.reduce((sum, one) => sum + one, 0n))
  const remainder = (at: number) => (value * parts[at]!) % whole
  const largest = [...parts.keys()].sort((a, b) =>
    remainder(a) === remainder(b) ? a - b : remainder(a) > remainder(b) ? -1 : 1,
  )
  const lucky = new Set(largest.slice(0, left))
  return cents.map((one, at) => Number(one) + (lucky.has(at) ? 1 : 0))
}

/** What each campaign is given of a deal, in minor units; null is "none", which gets the whole of a deal without touches. */
export type Parts = Map<string | null, number>

/** The value of a deal by campaign under a model: with "none" the parts sum to it, to the cent. `valueMinor` is whole, 0 or more. */
export function attribute(valueMinor: number, touches: readonly Touch[], model: Model): Parts {
  if (touches.length === 0) return new Map([[null, valueMinor]])
  const weights = new Map<string, number>()
  for (const [at, weight] of weigh[model](touches).entries()) {
    const { campaignId } = touches[at]!
    weights.set(campaignId, (weights.get(campaignId) ?? 0) + weight)
  }
  const cents = split(valueMinor, [...weights.values()])
  return new Map([...weights.keys()].map((campaignId, at) => [campaignId, cents[at]!]))
}

export type ByModel = Record<Model, number>
export const byModel = (of: (model: Model) => number): ByModel =>
  Object.fromEntries(models.map((model) => [model, of(model)])) as ByModel
/** Between what the models say lies. */
export const rangeOf = (values: ByModel) => ({
  low: Math.min(...Object.values(values)),
  high: Math.max(...Object.values(values)),
})

import type { OwnRate } from './contract.ts'

/** A rate of fewer cases is no rate to plan by: an assumption is asked for. */
export const FEWEST_CASES = 10
export type RateKey = OwnRate['key']
export type Values = Record<RateKey, number | null>
export type PlanStep = {
  key: 'customers' | 'qualified' | 'handed_over' | 'ready' | 'leads' | 'budget'
  /** The rate that leads here from the step before. */
  rate: RateKey
  /** Whole people, or minor units of the budget; null while a rate before it is missing. */
  need: number | null
}

/** What to plan by: an assumption where one is typed, else the firm's own rate if it has cases enough. */
export function rateFor(own: OwnRate | undefined, assumed: number | null): number | null {
  if (assumed !== null && assumed > 0) return assumed
  return own && own.cases >= FEWEST_CASES && own.value !== null && own.value > 0 ? own.value : null
}

const stairs: readonly [PlanStep['key'], RateKey][] = [
  ['customers', 'value'],
  ['qualified', 'win'],
  ['handed_over', 'qualified'],
  ['ready', 'offered'],
  ['leads', 'ready'],
]
/** A share that is written in binary misses a whole number by a hair: 3 ÷ 0.3 is ten, not eleven. */
const hair = 1e-9

/**
 * From the revenue goal back to leads and budget: goal ÷ median won value = customers, ÷ win rate = qualified, ÷ qualified
 * rate = handed over, ÷ share of the ready that are offered = ready, ÷ share of leads that get ready = leads, × cost per
 * lead = budget. Each step is shown rounded up; the next goes on from the exact one.
 */
export function planBackwards(goalMinor: number, values: Values): PlanStep[] {
  let exact: number | null = goalMinor
  const people = stairs.map(([key, rate]): PlanStep => {
    const by = values[rate]
    exact = exact === null || by === null || by <= 0 ? null : exact / by
    return { key, rate, need: exact === null ? null : Math.ceil(exact - hair) }
  })
  const leads = people.at(-1)!.need
  const budget = leads === null || values.cost === null ? null : Math.round(leads * values.cost)
  return [...people, { key: 'budget', rate: 'cost', need: budget }]
}

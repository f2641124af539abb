export type Operator = 'eq' | 'ne' | 'contains' | 'gte' | 'lte' | 'in' | 'set'
export type Scalar = string | number | boolean | Date | null
export type FactValue = Scalar | readonly Scalar[]
export type Facts = Readonly<Record<string, FactValue | undefined>>

/** A condition on a fact of the contact, company or lead. */
export interface FactMatcher {
  field: string
  op: Operator
  value: FactValue
}
/** A condition on a value inside a journal event's data; `path` is dotted. */
export interface DataCondition {
  path: string
  op: Operator
  value: FactValue
}
export interface ActMatcher {
  kind: string
  where?: readonly DataCondition[]
}
interface RuleBase {
  id: string
  /** Whole and never negative: bad news is an exclusion or a fit rule. */
  points: number
}
export interface FitRule extends RuleBase {
  axis: 'fit'
  matcher: FactMatcher
}
export interface InterestRule extends RuleBase {
  axis: 'interest'
  matcher: ActMatcher
  /** Half-life in hours; null = never fades. */
  lifeH: number | null
  /** How many of the newest matching acts count, 1..20. */
  last: number
}
export type Rule = FitRule | InterestRule

/** What "ready" means for one product line: rules, thresholds, required facts, exclusions, recency. */
export interface Definition {
  productLineId: string
  rules: readonly Rule[]
  fitMax: number
  interestMax: number
  /** Total needed to become ready, and the lower total below which one stops being ready. */
  enter: number
  leave: number
  required: readonly string[]
  exclude: readonly FactMatcher[]
  recencyDays: number | null
}

/** A rule that lets more acts count would make one busy visitor look like a buyer. */
const MOST_ACTS_A_RULE = 20

/** A journal event known to be a person's act. */
export interface KnownEvent {
  id: string
  kind: string
  data: Readonly<Record<string, unknown>>
  occurredAt: Date
  receivedAt: Date
}

/**
 * Does a value satisfy the condition? Text ignores case; numbers and dates also compare when written as text;
 * on a list one fitting element is enough. `ne` is the exact opposite of `eq`, so it holds for a missing value.
 */
export function matches(actual: unknown, op: Operator, value: FactValue): boolean {
  if (op === 'set') return isSet(actual) !== (value === false)
  if (op === 'ne') return !matches(actual, 'eq', value)
  const wanted: readonly unknown[] = Array.isArray(value) ? value : [value]
  const found: readonly unknown[] = Array.isArray(actual) ? actual : [actual]
  return found.some((one) => isSet(one) && wanted.some((other) => isSet(other) && compares(one, op, other)))
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  return !Array.isArray(value) || value.some(isSet)
}

function compares(one: unknown, op: Operator, other: unknown): boolean {
  if (op === 'contains') return asText(one).includes(asText(other))
  if (op === 'gte' || op === 'lte') {
    const [left, right] = [asNumber(one), asNumber(other)]
    if (left === null || right === null) return false
    return op === 'gte' ? left >= right : left <= right
  }
  // Two texts stay texts: the postal codes "01234" and "1234" differ.
  if (typeof one === 'string' && typeof other === 'string') return asText(one) === asText(other)
  const left = asNumber(one)
  return left === null ? asText(one) === asText(other) : left === asNumber(other)
}

function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? '' : String(value).trim().toLowerCase()
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/

function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (value instanceof Date) return value.getTime()
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (NUMBER.test(text)) return Number(text)
  const time = ISO_DATE.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : time
}

function own(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, key)
    ? (from as Record<string, unknown>)[key]
    : undefined
}

export function matchesFact(facts: Facts, { field, op, value }: FactMatcher): boolean {
  return matches(own(facts, field), op, value)
}

export function matchesAct(event: Pick<KnownEvent, 'kind' | 'data'>, matcher: ActMatcher): boolean {
  if (event.kind !== matcher.kind) return false
  return (matcher.where ?? []).every(({ path, op, value }) =>
    matches(path.split('.').reduce<unknown>(own, event.data), op, value),
  )
}

/** What keeps a definition from being saved, in words for the person who edits it; empty = sound. */
export function definitionProblems(definition: Definition): string[] {
  const { rules, fitMax, interestMax, enter, leave, recencyDays } = definition
  const whole = (value: number) => Number.isInteger(value) && value >= 0
  const problems: string[] = []
  const say = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem)
  }
  say(whole(fitMax) && whole(interestMax), 'The highest fit and interest must be whole numbers from 0.')
  say(whole(enter) && whole(leave), 'The thresholds must be whole numbers from 0.')
  say(leave <= enter, 'The threshold to leave must not be above the one to enter.')
  say(
    enter <= fitMax + interestMax,
    `Nobody can reach ${enter}: fit and interest end at ${fitMax + interestMax}.`,
  )
  say(recencyDays === null || recencyDays > 0, 'The days since the last act must be more than 0.')
  say(new Set(rules.map((rule) => rule.id)).size === rules.length, 'Two rules have the same id.')
  for (const rule of rules) {
    say(
      whole(rule.points),
      `Rule ${rule.id}: points must be a whole number from 0; say bad news as an exclusion.`,
    )
    if (rule.axis === 'fit') continue
    say(rule.lifeH === null || rule.lifeH > 0, `Rule ${rule.id}: the half-life must be more than 0 hours.`)
    const fewActs = Number.isInteger(rule.last) && rule.last >= 1 && rule.last <= MOST_ACTS_A_RULE
    say(fewActs, `Rule ${rule.id}: between 1 and ${MOST_ACTS_A_RULE} acts can count.`)
  }
  return problems
}

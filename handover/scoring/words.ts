import type { FactMatcher, FactValue, InterestRule, Operator, Rule } from './definition.ts'
import type { Missing } from './readiness.ts'

/** How fields and kinds of acts are called; what nobody named is shown by its key. */
export interface Names {
  facts: ReadonlyMap<string, string>
  acts: ReadonlyMap<string, string>
  /** What an act holds, as `form.submitted intent`. */
  held?: ReadonlyMap<string, string>
  /** What an id in a condition is the id of. */
  things?: ReadonlyMap<string, string>
}

const operators: Record<Exclude<Operator, 'set'>, string> = {
  eq: 'is',
  ne: 'is not',
  contains: 'contains',
  gte: 'is at least',
  lte: 'is at most',
  in: 'is one of',
}

/** `productLineId` is “Product line”. */
const shownKey = (key: string) => {
  const plain = key
    .replace(/^(company\.)?custom\./, '')
    .replace(/Id$/, '')
    .replaceAll(/([a-z])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)
    .replace(/[._]+/g, ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

export const factName = (names: Names, field: string) => names.facts.get(field) ?? shownKey(field)
export const actName = (names: Names, kind: string) => names.acts.get(kind) ?? shownKey(kind)

function condition(names: Names, name: string, op: Operator, value: FactValue): string {
  if (op === 'set') return `${name} is ${value === false ? 'not known' : 'known'}`
  if (typeof value === 'boolean' && op === 'eq') return `${name}: ${value ? 'yes' : 'no'}`
  const wanted = (Array.isArray(value) ? value : [value]).map((one) =>
    one instanceof Date ? one.toISOString().slice(0, 10) : (names.things?.get(String(one)) ?? String(one)),
  )
  return `${name} ${operators[op]} ${wanted.join(', ')}`
}

export const factWords = (names: Names, { field, op, value }: FactMatcher) =>
  condition(names, factName(names, field), op, value)

function actWords(names: Names, { matcher }: InterestRule): string {
  const where = (matcher.where ?? []).map(({ path, op, value }) =>
    condition(names, names.held?.get(`${matcher.kind} ${path}`) ?? shownKey(path), op, value),
  )
  const name = actName(names, matcher.kind)
  return where.length > 0 ? `${name} (${where.join(', ')})` : name
}

/** A rule in plain words: “Sector is Software”, “Sent a form (Intent is demo)”. */
export const ruleWords = (names: Names, rule: Rule) =>
  rule.axis === 'fit' ? factWords(names, rule.matcher) : actWords(names, rule)

/** One thing that keeps somebody from being ready, in plain words. */
export function missingWords(names: Names, missing: Missing): string {
  switch (missing.what) {
    case 'score':
      return `${missing.has} points, ${missing.needed} needed`
    case 'fact':
      return `${factName(names, missing.field)} is not known`
    case 'excluded':
      return `left out: ${factWords(names, missing.by)}`
    case 'recent_act':
      return `no act of theirs in the last ${missing.withinDays} days`
  }
}

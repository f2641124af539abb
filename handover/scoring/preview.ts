import { type Definition, type Facts, type KnownEvent, matchesAct } from './definition.ts'
import { type Missing, readiness } from './readiness.ts'
import { actTime, scoreAt } from './score.ts'

/** What a definition would say of one person. */
export interface Judgement {
  total: number
  group: 'ready' | 'nearly' | 'missed' | null
  isCustomer: boolean
  missing: Missing[]
}

/** The newest instants at which a customer is looked back on: each act may have made them ready. */
const MOST_INSTANTS = 50

/**
 * Today for people who may still buy; for customers (`wonAt` null: bought at an unknown time) whether they would ever
 * have been ready up to the day they bought. Being a customer itself is left out of that look back.
 */
export function judgePerson(
  definition: Definition,
  facts: Facts,
  acts: readonly KnownEvent[],
  customer: { wonAt: Date | null } | null,
  now: Date,
): Judgement {
  if (!customer) {
    const score = scoreAt(definition, facts, acts, now)
    const { ready, missing } = readiness(definition, score, facts, false)
    const isNearly = !ready && missing.every((one) => one.what !== 'score')
    return {
      total: score.total,
      group: ready ? 'ready' : isNearly ? 'nearly' : null,
      isCustomer: false,
      missing,
    }
  }
  const end = customer.wonAt ?? now
  const before = acts.filter((act) => actTime(act) <= end.getTime())
  let best: Judgement | null = null
  for (const at of instants(definition, before, end)) {
    const known = before.filter((act) => actTime(act) <= at.getTime())
    const score = scoreAt(definition, facts, known, at)
    const { ready, missing } = readiness(definition, score, facts, false)
    if (ready) return { total: score.total, group: null, isCustomer: true, missing }
    if (!best || score.total > best.total)
      best = { total: score.total, group: 'missed', isCustomer: true, missing }
  }
  return best!
}

/** Between acts interest only falls, so nobody becomes ready but at an act (or at the end, by facts alone). */
function instants({ rules }: Definition, acts: readonly KnownEvent[], end: Date): Date[] {
  const interest = rules.filter((rule) => rule.axis === 'interest')
  const times = acts
    .filter((act) => interest.some((rule) => matchesAct(act, rule.matcher)))
    .map(actTime)
    .sort((a, b) => b - a)
  return [end, ...times.slice(0, MOST_INSTANTS).map((time) => new Date(time))]
}

/** A definition without the exclusions by what sales found out: they are true of every customer. */
export function withoutOutcomes(definition: Definition, outcomes: ReadonlySet<string>): Definition {
  return { ...definition, exclude: definition.exclude.filter(({ field }) => !outcomes.has(field)) }
}

/** Counts by score in equal steps from 0 up to the most points that the definition can give. */
export class Histogram {
  readonly step: number
  readonly others: number[]
  readonly customers: number[]

  constructor({ fitMax, interestMax }: Definition) {
    const most = fitMax + interestMax
    this.step = Math.max(1, Math.ceil(most / 30))
    const bars = Math.floor(most / this.step) + 1
    this.others = new Array<number>(bars).fill(0)
    this.customers = new Array<number>(bars).fill(0)
  }

  add({ total, isCustomer }: Pick<Judgement, 'total' | 'isCustomer'>): void {
    const bars = isCustomer ? this.customers : this.others
    const bar = Math.min(bars.length - 1, Math.floor(total / this.step))
    bars[bar] = (bars[bar] ?? 0) + 1
  }
}

import { type Facts, type FactValue, matchesFact, type Operator } from '#handover/scoring'

export interface RoutingCondition {
  of: 'lead' | 'contact' | 'company'
  field: string
  op: Operator
  value: FactValue
}
export interface RoutingRule {
  id: string
  name: string
  position: number
  /** null = every product line. */
  productLineId: string | null
  /** All must hold; none = always. */
  conditions: readonly RoutingCondition[]
  memberIds: readonly string[]
  teamId: string | null
}
export interface RoutingMember {
  id: string
  name: string
  teamIds: readonly string[]
  /** The role may take leads. */
  takesLeads: boolean
  isAbsent: boolean
  deputyId: string | null
  /** Earned leads a week by the agreement; null = no limit agreed. */
  weeklyCapacity: number | null
  takenThisWeek: number
  openOffers: number
  lastOfferedAt: Date | null
}
export interface RouteQuery {
  lane: 'asked' | 'earned'
  productLineId: string
  facts: Readonly<Record<RoutingCondition['of'], Facts>>
  rules: readonly RoutingRule[]
  members: readonly RoutingMember[]
  /** Who had an offer of this handover already. */
  except?: readonly string[]
  /** Who sent the person back before and gets them again if they can take anyone. */
  returnTo?: string | null
  /** Whether a certificate that the product line requires is held; without it nobody needs one. */
  isCertified?: (memberId: string, productLineId: string) => boolean
}
export interface Tried {
  memberId: string
  why: string
}
export type RouteResult =
  | { memberId: string; because: string[]; tried: Tried[] }
  | { none: 'no member' | 'no cover' | 'no capacity'; tried: Tried[] }

interface Pool {
  because: string
  members: RoutingMember[]
}

/**
 * Chooses who is offered a lead: rules in order, and within the first rule that has somebody free, whose turn it
 * is: fewest open offers for their capacity, then longest since the last offer, then id. The weekly limit holds
 * back earned leads only; who asked for sales goes through, to somebody with room first. When no rule matches,
 * everyone who takes leads is considered, so that nobody is lost.
 */
export function chooseReceiver(query: RouteQuery): RouteResult {
  const tried = new Map<string, string>()
  let isFull = false
  let isAway = false
  for (const pool of poolsFor(query)) {
    const able: { member: RoutingMember; note: string | null }[] = []
    for (const listed of pool.members) {
      const { stand, why } = standIn(listed, query)
      if (stand && !able.some(({ member }) => member.id === stand.id)) {
        able.push({
          member: stand,
          note: stand === listed ? null : `${listed.name} is away; ${stand.name} stands in.`,
        })
      }
      if (why) tried.set(listed.id, why)
      isAway ||= !stand && listed.isAbsent && mayTake(listed, query) === null
    }
    const roomy = able.filter(({ member }) => hasRoom(member))
    for (const { member } of able.filter(({ member }) => !hasRoom(member))) {
      tried.set(
        member.id,
        `${member.name} has taken ${member.takenThisWeek} of ${member.weeklyCapacity} this week.`,
      )
      isFull = true
    }
    const pressed = query.lane === 'asked' ? able.filter(({ member }) => member.weeklyCapacity !== 0) : []
    const free = roomy.length > 0 ? roomy : pressed
    const most = Math.max(1, ...free.map(({ member }) => member.weeklyCapacity ?? 0))
    free.sort((a, b) => byTurn(a.member, b.member, most))
    const chosen = free.find(({ member }) => member.id === query.returnTo) ?? free[0]
    if (chosen) {
      tried.delete(chosen.member.id)
      const because = [
        pool.because,
        chosen.note,
        whyTurn(chosen.member, free.length, query, roomy.length > 0),
      ]
      return {
        memberId: chosen.member.id,
        because: because.filter((line) => line !== null),
        tried: listTried(tried),
      }
    }
  }
  return { none: isFull ? 'no capacity' : isAway ? 'no cover' : 'no member', tried: listTried(tried) }
}

const listTried = (tried: ReadonlyMap<string, string>): Tried[] =>
  [...tried].map(([memberId, why]) => ({ memberId, why }))

/** The rules that fit, in the order in which they are asked: whoever has the same ones comes before the same people. */
export function fittingRules({
  rules,
  facts,
  productLineId,
}: Pick<RouteQuery, 'rules' | 'facts' | 'productLineId'>): RoutingRule[] {
  return [...rules]
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .filter((rule) => rule.productLineId === null || rule.productLineId === productLineId)
    .filter((rule) => rule.conditions.every((condition) => matchesFact(facts[condition.of], condition)))
}

function poolsFor({ members, ...query }: RouteQuery): Pool[] {
  const pools = fittingRules(query).map((rule): Pool => {
    const conditions = rule.conditions.map(inWords)
    const when = conditions.length > 0 ? `: ${conditions.join(' and ')}` : ''
    const isNamed = (member: RoutingMember) =>
      rule.memberIds.includes(member.id) || (rule.teamId !== null && member.teamIds.includes(rule.teamId))
    return { because: `Rule “${rule.name}” fits${when}.`, members: members.filter(isNamed) }
  })
  const everyone = {
    because: 'No rule fits, so it goes by turn.',
    members: members.filter((one) => one.takesLeads),
  }
  return pools.length > 0 ? pools : [everyone]
}

const WORDS: Record<Operator, string> = {
  eq: 'is',
  ne: 'is not',
  contains: 'contains',
  gte: 'is at least',
  lte: 'is at most',
  in: 'is one of',
  set: 'is known',
}

function inWords({ of, field, op, value }: RoutingCondition): string {
  if (op === 'set') return `${of} ${field} ${value === false ? 'is not known' : WORDS.set}`
  const shown = (Array.isArray(value) ? value : [value]).map((one) =>
    one instanceof Date ? one.toISOString().slice(0, 10) : String(one),
  )
  return `${of} ${field} ${WORDS[op]} ${shown.join(', ')}`
}

/** Why a member may not take this lead at all; null = may. */
function mayTake(
  member: RoutingMember,
  { productLineId, except = [], isCertified }: RouteQuery,
): string | null {
  if (!member.takesLeads) return `${member.name} takes no leads.`
  if (except.includes(member.id)) return `${member.name} had this one already.`
  if (isCertified && !isCertified(member.id, productLineId))
    return `${member.name} lacks the certificate for it.`
  return null
}

/** The member, or the deputy who is there for them, following deputies of deputies; or why there is nobody. */
function standIn(
  listed: RoutingMember,
  query: RouteQuery,
): { stand: RoutingMember | null; why: string | null } {
  const seen = new Set<string>()
  let member: RoutingMember | undefined = listed
  while (member?.isAbsent && !seen.has(member.id)) {
    seen.add(member.id)
    const { deputyId }: RoutingMember = member
    member = query.members.find((one) => one.id === deputyId)
  }
  const away = `${listed.name} is away`
  if (!member || member.isAbsent) return { stand: null, why: `${away}, and nobody stands in.` }
  const no = mayTake(member, query)
  if (no) return { stand: null, why: member === listed ? no : `${away}. ${no}` }
  return { stand: member, why: member === listed ? null : `${away}.` }
}

const hasRoom = ({ weeklyCapacity, takenThisWeek }: RoutingMember) =>
  weeklyCapacity === null || takenThisWeek < weeklyCapacity

/** Without an agreed limit one can take as much as the one who takes most. */
const load = ({ openOffers, weeklyCapacity }: RoutingMember, most: number) =>
  openOffers / (weeklyCapacity || most)

function byTurn(a: RoutingMember, b: RoutingMember, most: number): number {
  const last = (member: RoutingMember) => member.lastOfferedAt?.getTime() ?? Number.NEGATIVE_INFINITY
  const byLoad = load(a, most) - load(b, most)
  if (byLoad !== 0) return byLoad
  if (last(a) !== last(b)) return last(a) < last(b) ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function whyTurn(member: RoutingMember, among: number, { returnTo }: RouteQuery, hasSpace: boolean): string {
  const { name, openOffers, weeklyCapacity } = member
  if (member.id === returnTo) return `${name} knows this person from before.`
  const agreed = weeklyCapacity === null ? '' : ` (takes ${weeklyCapacity} a week)`
  const offers = `${openOffers} open ${openOffers === 1 ? 'offer' : 'offers'}${agreed}`
  if (!hasSpace) return `This week is full for everyone, but they asked: ${name} has ${offers}.`
  return among === 1
    ? `${name} is the one who can take it.`
    : `It is ${name}’s turn: ${offers}, of ${among} people.`
}

import {
  crossing,
  type Definition,
  type Facts,
  type FactValue,
  isNewAct,
  type KnownEvent,
  type Place,
  placeAfter,
  type Readiness,
  readiness,
  type Score,
  scoreAt,
} from '../scoring/score.ts'

/** One time the pump computed this contact, and the events it newly knew then. */
export interface Look {
  at: Date
  arrived: readonly string[]
}
export interface JournaledEvent extends KnownEvent {
  subject: string
  /** What the kind says until a verdict speaks. */
  human: boolean
  /** Came in as history. */
  imported: boolean
}
export interface Verdict {
  eventId: string
  verdict: 'human' | 'machine'
  knownAt: Date
}
/** A subject's history belonged to this contact from `knownAt` until a merge or unmerge took it away. */
export interface Identity {
  subject: string
  knownAt: Date
  until: Date | null
}
export interface FactVersion {
  field: string
  value: FactValue
  knownAt: Date
  until: Date | null
}
/** A version of the definition and when it was in force, [from, to). */
export interface InForce {
  version: string
  definition: Definition
  from: Date
  to: Date | null
}
/** All that is stored of one contact. Events missing here (erased) no longer count. */
export interface Past {
  looks: readonly Look[]
  events: readonly JournaledEvent[]
  verdicts: readonly Verdict[]
  identities: readonly Identity[]
  facts: readonly FactVersion[]
}

export type Cause = 'act' | 'definition' | 'import' | 'merge' | 'verdict' | 'facts' | 'time'
/** A change of the person's place before the seam. */
export interface Turn {
  at: Date
  turn: 'crosses' | 'candidate' | 'leaves'
  cause: Cause
  /** The definition version that judged; null = none was in force. */
  version: string | null
  score: Score | null
  /** The new human acts of this look. */
  acts: string[]
}
export interface WalkOptions {
  /**
   * `in_force` walks what happened: places change at looks only. `candidate` walks another definition, whose
   * fading would have woken the pump at other instants, so it also falls between looks.
   */
  mode: 'in_force' | 'candidate'
  verdicts: 'as_known' | 'as_judged_today'
  /** The real handover: what follows was caused by sales, so the walk ends there. */
  stopAt: Date | null
}
const AS_IT_HAPPENED: WalkOptions = { mode: 'in_force', verdicts: 'as_known', stopAt: null }

/**
 * Walks a contact's looks and says when they became ready, candidate, or neither, seeing at each look only what
 * was known by then. With the definitions that were in force it repeats what the pump did.
 */
export function walk(past: Past, inForce: readonly InForce[], options: WalkOptions = AS_IT_HAPPENED): Turn[] {
  const { stopAt, mode } = options
  const looks = past.looks
    .filter((look) => !stopAt || look.at <= stopAt)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const memory = remember(past, options.verdicts)
  const arrived = new Set<string>()
  const counted = new Set<string>()
  const turns: Turn[] = []
  let place: Place = 'none'
  let before: { at: Date; version: string | null } | null = null

  looks.forEach((look, i) => {
    for (const id of look.arrived) arrived.add(id)
    const law = inForce.find(({ from, to }) => from <= look.at && (!to || look.at < to)) ?? null
    const acts = memory.actsKnown(arrived, look.at)
    const fresh = acts.filter((act) => !counted.has(act.event.id))
    for (const act of fresh) counted.add(act.event.id)
    const newActs = fresh.filter(isNewAct).map((act) => act.event.id)
    const facts = memory.factsKnown(look.at)
    const judge = (at: Date) => {
      const events = acts.map((act) => act.event)
      return law ? judged(law.definition, facts, events, at, place !== 'none') : nothingInForce
    }

    let now = judge(look.at)
    const cross = crossing(place, now.readiness, newActs.length > 0)
    if (cross !== 'none') {
      const cause: Cause =
        cross === 'crosses' ? 'act' : causeOf(look.at, before, law?.version ?? null, fresh, past, memory)
      turns.push({ at: look.at, turn: cross, cause, version: law?.version ?? null, score: now.score, acts: newActs })
      place = placeAfter(place, cross)
    }
    const end = looks[i + 1]?.at ?? stopAt ?? look.at
    while (mode === 'candidate' && place !== 'none') {
      if (cross === 'crosses' || cross === 'candidate') now = judge(now.score?.at ?? look.at)
      const at = earliest(now.score?.changesAt, now.readiness.changesAt)
      if (!at || at >= end) break
      now = judge(at)
      if (now.readiness.ready) continue
      turns.push({ at, turn: 'leaves', cause: 'time', version: law?.version ?? null, score: now.score, acts: [] })
      place = 'none'
    }
    before = { at: look.at, version: law?.version ?? null }
  })
  return turns
}

/** When the person was ready, [from, until); `until` null = still ready at the end of the walk. */
export function readySpans(turns: readonly Turn[]): { from: Date; until: Date | null; crossed: Turn }[] {
  const spans: { from: Date; until: Date | null; crossed: Turn }[] = []
  for (const turn of turns) {
    const open = spans.at(-1)
    if (turn.turn === 'crosses') spans.push({ from: turn.at, until: null, crossed: turn })
    else if (turn.turn === 'leaves' && open && !open.until) open.until = turn.at
  }
  return spans
}

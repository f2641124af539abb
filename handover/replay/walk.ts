import {
  type ArrivedAct,
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
} from '#handover/scoring'

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
  verdict: 'human' | 'machine' | 'retracted'
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
  const { stopAt, mode, verdicts } = options
  const looks = past.looks
    .filter((look) => !stopAt || look.at <= stopAt)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const arrived = new Set<string>()
  const counted = new Set<string>()
  const turns: Turn[] = []
  let place: Place = 'none'
  let before: Before | null = null

  for (const [i, look] of looks.entries()) {
    for (const id of look.arrived) arrived.add(id)
    const acts = actsKnown(past, arrived, look.at, verdicts)
    const fresh = acts.filter((act) => !counted.has(act.event.id))
    for (const act of fresh) counted.add(act.event.id)
    const newActs = fresh.filter(isNewAct).map((act) => act.event.id)
    const law = inForce.find(({ from, to }) => from <= look.at && (!to || look.at < to)) ?? null
    const version = law?.version ?? null
    const facts = factsKnown(past, look.at)
    const events = acts.map((act) => act.event)
    const judge = (at: Date, wasReady: boolean) =>
      judged(law?.definition ?? null, facts, events, at, wasReady)

    const { score, readiness: now } = judge(look.at, place !== 'none')
    const turn = crossing(place, now, newActs.length > 0)
    if (turn !== 'none') {
      const cause = turn === 'crosses' ? 'act' : causeOf(past, look.at, version, fresh, before)
      turns.push({ at: look.at, turn, cause, version, score, acts: newActs })
      place = placeAfter(place, turn)
    }
    const fall =
      mode === 'candidate' && place !== 'none' ? fallAfter(look.at, looks[i + 1]?.at ?? stopAt, judge) : null
    if (fall) {
      turns.push({ ...fall, turn: 'leaves', cause: 'time', version, acts: [] })
      place = 'none'
    }
    before = { at: look.at, version }
  }
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

interface KnownAct extends ArrivedAct {
  event: JournaledEvent
}
interface Before {
  at: Date
  version: string | null
}
interface Judged {
  score: Score | null
  readiness: Readiness
}

/** The acts that had arrived, belonged to this contact and were held to be a person's at that time. */
function actsKnown(
  past: Past,
  arrived: ReadonlySet<string>,
  at: Date,
  judging: WalkOptions['verdicts'],
): KnownAct[] {
  return past.events
    .filter((event) => arrived.has(event.id))
    .flatMap((event) => {
      const identifiedAt = identified(past, event, at)
      const humanAt = human(past, event, judging === 'as_known' ? at : null)
      if (!identifiedAt || !humanAt) return []
      return [{ event, receivedAt: event.receivedAt, imported: event.imported, identifiedAt, humanAt }]
    })
}

function identified({ identities }: Past, { subject }: JournaledEvent, at: Date): Date | null {
  return (
    identities
      .filter((one) => one.subject === subject && isKnown(one, at))
      .map((one) => one.knownAt)
      .sort(byTime)[0] ?? null
  )
}

/** Since when the event has been held to be a person's act without a break; null = it is not. */
function human({ verdicts }: Past, event: JournaledEvent, at: Date | null): Date | null {
  const spoken = verdicts
    .filter((one) => one.eventId === event.id && (!at || one.knownAt <= at))
    .sort((a, b) => byTime(a.knownAt, b.knownAt) || (a.verdict < b.verdict ? -1 : 1))
  let since: Date | null = event.human ? event.receivedAt : null
  for (const { verdict, knownAt } of spoken) since = verdict === 'human' ? (since ?? knownAt) : null
  return since
}

function factsKnown({ facts }: Past, at: Date): Facts {
  const known = facts.filter((one) => isKnown(one, at)).sort((a, b) => byTime(a.knownAt, b.knownAt))
  return Object.fromEntries(known.map(({ field, value }) => [field, value]))
}

const isKnown = ({ knownAt, until }: { knownAt: Date; until: Date | null }, at: Date) =>
  knownAt <= at && (!until || at < until)
const byTime = (a: Date, b: Date) => a.getTime() - b.getTime()

function judged(
  law: Definition | null,
  facts: Facts,
  events: KnownEvent[],
  at: Date,
  wasReady: boolean,
): Judged {
  if (!law) return { score: null, readiness: { ready: false, enters: false, missing: [], changesAt: null } }
  const score = scoreAt(law, facts, events, at)
  return { score, readiness: readiness(law, score, facts, wasReady) }
}

/** Follows the fading of a ready person: the instant before `end` at which time alone ends readiness. */
function fallAfter(
  from: Date,
  end: Date | null,
  judge: (at: Date, wasReady: boolean) => Judged,
): { at: Date; score: Score | null } | null {
  let at: Date | undefined = from
  while (at && end && at < end) {
    const { score, readiness: now } = judge(at, true)
    if (!now.ready) return { at, score }
    at = [score?.changesAt, now.changesAt].filter((one) => one instanceof Date).sort(byTime)[0]
  }
  return null
}

/** What made a place change without a new act: the first of the possible causes since the look before. */
function causeOf(
  past: Past,
  at: Date,
  version: string | null,
  fresh: KnownAct[],
  before: Before | null,
): Cause {
  const isNew = (time: Date | null) => time !== null && time <= at && (!before || time > before.at)
  const hasNews = (rows: readonly { knownAt: Date; until: Date | null }[]) =>
    rows.some((row) => isNew(row.knownAt) || isNew(row.until))
  if (before && before.version !== version) return 'definition'
  if (fresh.some((act) => act.imported)) return 'import'
  if (hasNews(past.identities)) return 'merge'
  if (past.verdicts.some((one) => isNew(one.knownAt))) return 'verdict'
  return hasNews(past.facts) ? 'facts' : 'time'
}

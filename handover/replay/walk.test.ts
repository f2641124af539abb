import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ArrivedAct,
  crossing,
  type Definition,
  type Facts,
  isNewAct,
  type Place,
  placeAfter,
  readiness,
  scoreAt,
} from '#handover/scoring'
import {
  type InForce,
  type JournaledEvent,
  type Past,
  readySpans,
  type Turn,
  type WalkOptions,
  walk,
} from './walk.ts'

const HOUR = 3_600_000
const START = new Date('2026-01-05T08:00:00Z')
const at = (hours: number) => new Date(START.getTime() + hours * HOUR)

function wanting(enter: number, lifeH: number | null = 24): Definition {
  return {
    productLineId: 'default',
    rules: [
      { id: 'form', axis: 'interest', matcher: { kind: 'form.submitted' }, points: 40, lifeH, last: 5 },
      { id: 'size', axis: 'fit', matcher: { field: 'size', op: 'gte', value: 10 }, points: 30 },
    ],
    fitMax: 100,
    interestMax: 100,
    enter,
    leave: Math.floor(enter / 2),
    required: [],
    exclude: [],
    recencyDays: null,
  }
}
const form = (id: string, hours: number, more: Partial<JournaledEvent> = {}): JournaledEvent => ({
  id,
  kind: 'form.submitted',
  data: {},
  occurredAt: at(hours),
  receivedAt: at(hours),
  subject: 'anna',
  human: true,
  imported: false,
  ...more,
})
const anna = { subject: 'anna', knownAt: at(0), until: null }
const past = (more: Partial<Past>): Past => ({
  looks: [],
  events: [],
  verdicts: [],
  identities: [anna],
  facts: [],
  ...more,
})
const law = (definition: Definition, from = 0, to: number | null = null, version = '1'): InForce => ({
  version,
  definition,
  from: at(from),
  to: to === null ? null : at(to),
})
const look = (hours: number, ...arrived: string[]) => ({ at: at(hours), arrived })
const inShort = (turns: readonly Turn[]) =>
  turns.map((turn) => [(turn.at.getTime() - START.getTime()) / HOUR, turn.turn, turn.cause])
const asCandidate: WalkOptions = { mode: 'candidate', verdicts: 'as_known', stopAt: null }

describe('walking the looks', () => {
  it('crosses at the look of a new act and leaves when it has faded', () => {
    const story = past({
      looks: [look(1, 'a'), look(2, 'b'), look(40)],
      events: [form('a', 1), form('b', 2)],
    })
    const turns = walk(story, [law(wanting(60))])
    expect(inShort(turns)).toEqual([
      [2, 'crosses', 'act'],
      [40, 'leaves', 'time'],
    ])
    expect(turns[0]).toMatchObject({ acts: ['b'], version: '1', score: { interest: 78, total: 78 } })
    expect(readySpans(turns)).toMatchObject([{ from: at(2), until: at(40) }])
  })

  it('facts, definitions, imports, merges and late verdicts make candidates, who cross with the next act', () => {
    const act = form('a', 1)
    const next = { looks: [look(1, 'a'), look(9), look(12, 'z')], events: [act, form('z', 12)] }
    const slow = wanting(60, 1000)
    const size = { field: 'size', value: 50, knownAt: at(9), until: null }
    const then = (cause: string) => [
      [9, 'candidate', cause],
      [12, 'crosses', 'act'],
    ]
    expect(inShort(walk(past({ ...next, facts: [size] }), [law(slow)]))).toEqual(then('facts'))
    const two = [law(wanting(90, 1000), 0, 5), law(wanting(30, 1000), 5, null, '2')]
    expect(inShort(walk(past(next), two))).toEqual(then('definition'))

    const other = { looks: [look(1, 'a'), look(9, 'b'), look(12, 'z')] }
    const imported = form('b', 9, { imported: true })
    const events = [act, form('z', 12)]
    expect(inShort(walk(past({ ...other, events: [...events, imported] }), [law(slow)]))).toEqual(
      then('import'),
    )
    const merged = past({
      ...other,
      events: [...events, form('b', 2, { subject: 'double' })],
      identities: [anna, { subject: 'double', knownAt: at(9), until: null }],
    })
    expect(inShort(walk(merged, [law(slow)]))).toEqual(then('merge'))
    const revised = past({
      looks: [look(1, 'a', 'b'), look(9), look(12, 'z')],
      events: [...events, form('b', 1, { human: false })],
      verdicts: [{ eventId: 'b', verdict: 'human', knownAt: at(9) }],
    })
    expect(inShort(walk(revised, [law(slow)]))).toEqual(then('verdict'))
  })

  it('a click settled within minutes is a new act when it settles', () => {
    const settled = at(1 + 2 / 60)
    const story = past({
      looks: [look(1, 'a'), { at: settled, arrived: [] }],
      events: [form('a', 1, { human: false })],
      verdicts: [{ eventId: 'a', verdict: 'human', knownAt: settled }],
    })
    expect(walk(story, [law(wanting(30))])).toMatchObject([{ at: settled, turn: 'crosses', acts: ['a'] }])
  })

  it('a verdict that repeats what was held does not make an act old', () => {
    const verdicts = [{ eventId: 'a', verdict: 'human' as const, knownAt: at(2) }]
    const story = past({ looks: [look(3, 'a')], events: [form('a', 1)], verdicts })
    expect(inShort(walk(story, [law(wanting(30))]))).toEqual([[3, 'crosses', 'act']])
  })

  it('a retraction and an unmerge take acts away again', () => {
    const events = [form('a', 1)]
    const looks = [look(1, 'a'), look(3)]
    const verdicts = [{ eventId: 'a', verdict: 'machine' as const, knownAt: at(3) }]
    const retracted = past({ looks, events, verdicts })
    expect(inShort(walk(retracted, [law(wanting(30))]))[1]).toEqual([3, 'leaves', 'verdict'])
    const today: WalkOptions = { ...asCandidate, mode: 'in_force', verdicts: 'as_judged_today' }
    expect(walk(retracted, [law(wanting(30))], today)).toEqual([])
    const unmerged = past({ looks, events, identities: [{ ...anna, until: at(3) }] })
    expect(inShort(walk(unmerged, [law(wanting(30))]))[1]).toEqual([3, 'leaves', 'merge'])
  })

  it('a candidate definition falls between looks, so that the next act crosses again', () => {
    const story = past({ looks: [look(1, 'a'), look(200, 'b')], events: [form('a', 1), form('b', 200)] })
    const turns = walk(story, [law(wanting(30))], asCandidate)
    expect(turns.map((turn) => turn.turn)).toEqual(['crosses', 'leaves', 'crosses'])
    expect(turns[1]?.score?.total).toBe(14)
    expect(walk(story, [law(wanting(30))]).map((turn) => turn.turn)).toEqual(['crosses'])
  })

  it('ends at the real handover, and with no definition in force nobody is ready', () => {
    const story = past({ looks: [look(1, 'a'), look(9, 'b')], events: [form('a', 1), form('b', 9)] })
    expect(walk(story, [law(wanting(60))], { ...asCandidate, stopAt: at(8) })).toEqual([])
    const ended = past({ looks: [look(1, 'a'), look(9)], events: [form('a', 1)] })
    expect(inShort(walk(ended, [law(wanting(30), 0, 5)]))).toEqual([
      [1, 'crosses', 'act'],
      [9, 'leaves', 'definition'],
    ])
    expect(walk(ended, [])).toEqual([])
  })
})

/** What may happen to a person: each step is followed by one look. */
const step = fc.oneof(
  fc.record({
    what: fc.constant('form' as const),
    human: fc.boolean(),
    imported: fc.boolean(),
    own: fc.boolean(),
  }),
  fc.record({
    what: fc.constant('verdict' as const),
    of: fc.nat(20),
    verdict: fc.constantFrom('human', 'machine'),
  }),
  fc.record({ what: fc.constant('fact' as const), size: fc.integer({ min: 5, max: 15 }) }),
  fc.record({ what: fc.constant('merge' as const) }),
  fc.record({ what: fc.constant('definition' as const), enter: fc.integer({ min: 10, max: 90 }) }),
  fc.record({ what: fc.constant('clock' as const) }),
)
const aLife = fc.array(fc.tuple(step, fc.constantFrom(0.05, 1, 7, 60)), { minLength: 1, maxLength: 14 })
type Life = [{ what: string } & Record<string, unknown>, number][]

/** A pump that keeps only the present: it never sees a later row, so its log is the truth that a walk must repeat. */
function live(life: Life): { past: Past; laws: InForce[]; log: Turn[] } {
  type Rows<Name extends keyof Past> = Past[Name][number][]
  const known = { looks: [] as Rows<'looks'>, events: [] as Rows<'events'>, verdicts: [] as Rows<'verdicts'> }
  const identities = [anna] as Rows<'identities'>
  const facts = [] as Rows<'facts'>
  const laws: InForce[] = [law(wanting(50))]
  const seen = new Set<string>()
  const log: Turn[] = []
  const humanSince = new Map<string, Date>()
  let place: Place = 'none'
  let hours = 1
  for (const [happening, pause] of life) {
    hours += pause
    const now = at(hours)
    let arrived: string[] = []
    if (happening.what === 'form') {
      const { human, imported } = happening as unknown as { human: boolean; imported: boolean }
      const event = form(`e${known.events.length}`, hours, {
        human,
        imported,
        subject: happening.own ? 'anna' : 'double',
      })
      known.events.push(event)
      if (human) humanSince.set(event.id, now)
      if (happening.own || identities.length > 1) arrived = [event.id]
    } else if (happening.what === 'verdict') {
      const event = known.events[(happening.of as number) % Math.max(1, known.events.length)]
      if (event && happening.verdict === 'machine') humanSince.delete(event.id)
      else if (event && !humanSince.has(event.id)) humanSince.set(event.id, now)
      const verdict = happening.verdict as 'human' | 'machine'
      if (event) known.verdicts.push({ eventId: event.id, verdict, knownAt: now })
    } else if (happening.what === 'fact') {
      const open = facts.at(-1)
      if (open) facts[facts.length - 1] = { ...open, until: now }
      facts.push({ field: 'size', value: happening.size as number, knownAt: now, until: null })
    } else if (happening.what === 'merge' && identities.length === 1) {
      identities.push({ subject: 'double', knownAt: now, until: null })
      arrived = known.events.filter((event) => event.subject === 'double').map((event) => event.id)
    } else if (happening.what === 'definition') {
      laws[laws.length - 1] = { ...laws.at(-1)!, to: now }
      laws.push({
        version: String(laws.length + 1),
        definition: wanting(happening.enter as number),
        from: now,
        to: null,
      })
    }
    known.looks.push({ at: now, arrived })
    const { definition, version } = laws.at(-1)!
    const mine = known.events.filter((event) => identities.some((one) => one.subject === event.subject))
    const acts = mine.filter((event) => humanSince.has(event.id))
    const newActs = acts.filter((event) => !seen.has(event.id) && isNewAct(arrivedAct(event)))
    for (const event of acts) seen.add(event.id)
    const size = facts.at(-1)?.value
    const present: Facts = size === undefined ? {} : { size }
    const score = scoreAt(definition, present, acts, now)
    const turn = crossing(place, readiness(definition, score, present, place !== 'none'), newActs.length > 0)
    place = placeAfter(place, turn)
    if (turn !== 'none')
      log.push({ at: now, turn, cause: 'act', version, score, acts: newActs.map((one) => one.id) })
  }
  function arrivedAct(event: JournaledEvent): ArrivedAct {
    const identifiedAt = identities.find((one) => one.subject === event.subject)!.knownAt
    return { ...event, identifiedAt, humanAt: humanSince.get(event.id)! }
  }
  return { past: { ...known, identities, facts }, laws, log }
}
const withoutCause = (turns: readonly Turn[]) => turns.map(({ cause, ...turn }) => turn)

describe('laws of the walk', () => {
  it('R1: the definitions in force give exactly what happened, whatever order the rows are stored in', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const { past: stored, laws, log } = live(life as Life)
        const backwards = Object.entries(stored).map(([name, rows]) => [name, rows.toReversed()])
        const shuffled = Object.fromEntries(backwards) as Past
        const turns = walk(shuffled, laws.toReversed())
        expect(withoutCause(turns)).toEqual(withoutCause(log))
        expect(turns.every((turn) => (turn.turn === 'crosses') === (turn.cause === 'act'))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('R2: nothing known after an instant changes anything at it', () => {
    fc.assert(
      fc.property(
        aLife,
        fc.nat(),
        fc.constantFrom('in_force' as const, 'candidate' as const),
        (life, cut, mode) => {
          const upTo = 1 + (cut % life.length)
          const whole = live(life as Life)
          const short = live(life.slice(0, upTo) as Life)
          const stopAt = short.past.looks.at(-1)!.at
          const options: WalkOptions = { mode, verdicts: 'as_known', stopAt }
          const laws = mode === 'candidate' ? [law(wanting(50))] : null
          expect(walk(whole.past, laws ?? whole.laws, options)).toEqual(
            walk(short.past, laws ?? short.laws, options),
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})

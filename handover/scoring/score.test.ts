import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Definition, definitionProblems, type KnownEvent, matches, type Rule, scoreAt } from './score.ts'

const HOUR = 3_600_000
const NOW = new Date('2026-03-02T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR)

function definition(rules: Rule[], more: Partial<Definition> = {}): Definition {
  const thresholds = { enter: 60, leave: 50, required: [], exclude: [], recencyDays: null }
  return { productLineId: 'default', rules, fitMax: 100, interestMax: 100, ...thresholds, ...more }
}
function act(
  id: string,
  occurredAt: Date,
  data: KnownEvent['data'] = {},
  kind = 'form.submitted',
): KnownEvent {
  return { id, kind, data, occurredAt, receivedAt: occurredAt }
}
const form = (id: string, points: number, lifeH: number | null, last = 20): Rule => ({
  id,
  axis: 'interest',
  matcher: { kind: 'form.submitted' },
  points,
  lifeH,
  last,
})

describe('a condition', () => {
  it.each([
    ['Yes', 'eq', ' yes ', true],
    ['01234', 'eq', '1234', false],
    [600, 'eq', '600', true],
    [undefined, 'ne', 'x', true],
    [undefined, 'eq', 'x', false],
    [undefined, 'lte', 5, false],
    ['600', 'gte', 600, true],
    ['abc', 'gte', 1, false],
    [new Date('2026-01-02'), 'lte', '2026-01-02', true],
    ['2026-01-02T00:00:01Z', 'lte', '2026-01-02', false],
    ['Managing Director', 'contains', 'direct', true],
    ['anything', 'contains', '', false],
    [['a', 'b'], 'eq', 'B', true],
    ['DE', 'in', ['AT', 'de'], true],
    ['DE', 'in', [], false],
    ['', 'set', true, false],
    ['', 'set', false, true],
    [0, 'set', true, true],
    [[], 'set', true, false],
  ] as const)('%j %s %j is %s', (actual, op, value, expected) => {
    expect(matches(actual, op, value)).toBe(expected)
  })
})

describe('the score', () => {
  it('halves interest with each life, floors, and caps each axis last', () => {
    const halves = scoreAt(definition([form('a', 40, 24)]), {}, [act('1', hoursAgo(48))], NOW)
    expect(halves).toMatchObject({ fit: 0, interest: 10, total: 10 })
    const rules: Rule[] = [
      { id: 'f', axis: 'fit', matcher: { field: 'country', op: 'eq', value: 'DE' }, points: 30 },
      form('a', 40, null),
    ]
    const acts = [act('1', NOW), act('2', NOW)]
    const capped = scoreAt(definition(rules, { fitMax: 20, interestMax: 50 }), { country: 'de' }, acts, NOW)
    expect(capped).toMatchObject({ fit: 20, interest: 50, total: 70, changesAt: null })
    expect(capped.lines).toEqual([
      { ruleId: 'f', axis: 'fit', points: 20, eventIds: [] },
      { ruleId: 'a', axis: 'interest', points: 50, eventIds: ['2', '1'] },
    ])
  })

  it('shares points by largest remainder, ties by rule id', () => {
    const halfADay = [act('1', hoursAgo(24))]
    const { interest, lines } = scoreAt(definition([form('b', 1, 24), form('a', 1, 24)]), {}, halfADay, NOW)
    expect(interest).toBe(1)
    expect(lines).toEqual([{ ruleId: 'a', axis: 'interest', points: 1, eventIds: ['1'] }])
  })

  it('counts only the newest acts of a rule, equal times by id', () => {
    const acts = [act('1', hoursAgo(1)), act('3', NOW), act('2', NOW)]
    const { lines } = scoreAt(definition([form('a', 5, null, 2)]), {}, acts, NOW)
    expect(lines[0]).toMatchObject({ points: 10, eventIds: ['3', '2'] })
  })

  it('looks into the data of an act, own properties only', () => {
    const where = [{ path: 'intent.kind', op: 'eq', value: 'asks' }] as const
    const inherited = [{ path: '__proto__.constructor', op: 'set', value: true }] as const
    const rule = (id: string, conditions: typeof where | typeof inherited): Rule => ({
      ...(form(id, 5, null) as Extract<Rule, { axis: 'interest' }>),
      matcher: { kind: 'form.submitted', where: conditions },
    })
    const acts = [act('1', NOW, { intent: { kind: 'asks' } }), act('2', NOW, { intent: { kind: 'news' } })]
    const { lines } = scoreAt(definition([rule('a', where), rule('b', inherited)]), {}, acts, NOW)
    expect(lines).toEqual([{ ruleId: 'a', axis: 'interest', points: 5, eventIds: ['1'] }])
  })

  it('takes a time far ahead of its arrival for the arrival, and a little skew for what it says', () => {
    const rules = [form('a', 40, 24)]
    const late = { ...act('1', new Date('2099-01-01')), receivedAt: hoursAgo(24) }
    expect(scoreAt(definition(rules), {}, [late], NOW).interest).toBe(20)
    const skewed = { ...act('1', new Date(NOW.getTime() + 4 * 60_000)), receivedAt: NOW }
    expect(scoreAt(definition(rules), {}, [skewed], NOW).lastActAt).toEqual(skewed.occurredAt)
  })

  it('is nothing after forty lives', () => {
    const enormous = 2 ** 45
    const at = (hours: number) =>
      scoreAt(
        definition([form('a', enormous, 1)], { interestMax: enormous }),
        {},
        [act('1', hoursAgo(hours))],
        NOW,
      )
    expect(at(40).interest).toBe(32)
    expect(at(40).changesAt).toEqual(new Date(NOW.getTime() + 1))
    expect(at(40.001).interest).toBe(0)
  })
})

const anEvent = fc
  .record({
    id: fc.integer({ min: 1, max: 40 }).map(String),
    kind: fc.constantFrom('form.submitted', 'call.logged', 'page.viewed'),
    occurredAgo: fc.integer({ min: -2 * HOUR, max: 4000 * HOUR }),
    delay: fc.integer({ min: 0, max: 500 * HOUR }),
  })
  .map(({ id, kind, occurredAgo, delay }): KnownEvent => {
    const occurredAt = new Date(NOW.getTime() - occurredAgo)
    const receivedAt = new Date(Math.min(NOW.getTime(), occurredAt.getTime() + delay))
    return { id, kind, data: {}, occurredAt, receivedAt }
  })
const journal = fc.uniqueArray(anEvent, { selector: (event) => event.id, maxLength: 25 })
const interestRule = fc.record({
  axis: fc.constant('interest' as const),
  id: fc.string({ minLength: 1, maxLength: 3 }),
  matcher: fc.record({ kind: fc.constantFrom('form.submitted', 'call.logged', 'page.viewed') }),
  points: fc.integer({ min: 0, max: 60 }),
  lifeH: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: null }),
  last: fc.integer({ min: 1, max: 20 }),
})
const fitRule = fc.record({
  axis: fc.constant('fit' as const),
  id: fc.string({ minLength: 4, maxLength: 5 }),
  matcher: fc.constantFrom(
    { field: 'size', op: 'gte' as const, value: 10 },
    { field: 'country', op: 'eq' as const, value: 'DE' },
  ),
  points: fc.integer({ min: 0, max: 60 }),
})
const aDefinition = fc
  .record({
    rules: fc.uniqueArray(fc.oneof(interestRule, fitRule), { selector: (rule) => rule.id, maxLength: 8 }),
    fitMax: fc.integer({ min: 0, max: 120 }),
    interestMax: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ rules, ...maxima }) => definition(rules, maxima))
const facts = fc.record({ size: fc.integer({ min: 0, max: 20 }), country: fc.constantFrom('DE', 'FR') })
const later = fc.integer({ min: 0, max: 3000 * HOUR }).map((ms) => new Date(NOW.getTime() + ms))

describe('laws of the score', () => {
  it('I1: lines are whole, positive, and add up to each axis and the total', () => {
    fc.assert(
      fc.property(aDefinition, facts, journal, later, (wanted, known, events, at) => {
        const score = scoreAt(wanted, known, events, at)
        const points = (axis: string) =>
          score.lines.filter((line) => line.axis === axis).reduce((sum, line) => sum + line.points, 0)
        expect(points('fit')).toBe(score.fit)
        expect(points('interest')).toBe(score.interest)
        expect(score.fit + score.interest).toBe(score.total)
        expect(score.lines.every((line) => Number.isInteger(line.points) && line.points > 0)).toBe(true)
        expect(score.fit).toBeLessThanOrEqual(wanted.fitMax)
        expect(score.interest).toBeLessThanOrEqual(wanted.interestMax)
      }),
    )
  })

  it('I2: any order and any repetition of the journal, and of the rules, gives the same', () => {
    const shuffled = journal.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 3 }),
      ),
    )
    fc.assert(
      fc.property(aDefinition, facts, shuffled, (wanted, known, [events, again]) => {
        const backwards = { ...wanted, rules: [...wanted.rules].reverse() }
        expect(scoreAt(backwards, known, again, NOW)).toEqual(scoreAt(wanted, known, events, NOW))
      }),
    )
  })

  it('I3: waking only when due gives at every instant what a full computation gives', () => {
    fc.assert(
      fc.property(aDefinition, facts, journal, later, (wanted, known, events, at) => {
        let held = scoreAt(wanted, known, events, NOW)
        while (held.changesAt && held.changesAt <= at) held = scoreAt(wanted, known, events, held.changesAt)
        const full = scoreAt(wanted, known, events, at)
        expect([held.fit, held.interest, held.changesAt]).toEqual([full.fit, full.interest, full.changesAt])
      }),
      { numRuns: 60 },
    )
  })

  it('I4: nothing changes before changesAt, and it falls at changesAt', () => {
    fc.assert(
      fc.property(
        aDefinition,
        facts,
        journal,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (wanted, known, events, part) => {
          const score = scoreAt(wanted, known, events, NOW)
          const until = score.changesAt?.getTime() ?? NOW.getTime() + 1e13
          const between = Math.min(until - 1, Math.floor(NOW.getTime() + part * (until - NOW.getTime())))
          expect(scoreAt(wanted, known, events, new Date(between)).total).toBe(score.total)
          if (score.changesAt) {
            expect(scoreAt(wanted, known, events, score.changesAt).total).toBeLessThan(score.total)
          }
        },
      ),
    )
  })

  it('I7: no act is ever worth more than its points, also one from the future', () => {
    fc.assert(
      fc.property(aDefinition, journal, (wanted, events) => {
        const atLeast = new Date(NOW.getTime() - 5000 * HOUR)
        const most = wanted.rules
          .filter((rule) => rule.axis === 'interest')
          .reduce((sum, rule) => sum + rule.points * rule.last, 0)
        expect(scoreAt(wanted, {}, events, atLeast).interest).toBeLessThanOrEqual(most)
      }),
    )
  })
})

describe('a definition', () => {
  it('is sound, or says what is wrong', () => {
    expect(definitionProblems(definition([form('a', 5, 24)]))).toEqual([])
    const wrong = definition([form('a', -5, 0, 21), form('a', 1.5, null)], {
      enter: 300,
      leave: 400,
      recencyDays: 0,
    })
    expect(definitionProblems(wrong)).toHaveLength(8)
  })
})

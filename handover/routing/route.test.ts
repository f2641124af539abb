import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseReceiver, type RouteQuery, type RoutingMember, type RoutingRule } from './route.ts'

const member = (id: string, more: Partial<RoutingMember> = {}): RoutingMember => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  teamIds: [],
  takesLeads: true,
  isAbsent: false,
  deputyId: null,
  weeklyCapacity: 10,
  takenThisWeek: 0,
  openOffers: 0,
  lastOfferedAt: null,
  ...more,
})
const rule = (id: string, memberIds: string[], more: Partial<RoutingRule> = {}): RoutingRule => ({
  id,
  name: id,
  position: 1,
  productLineId: null,
  conditions: [],
  memberIds,
  teamId: null,
  ...more,
})
const query = (members: RoutingMember[], more: Partial<RouteQuery> = {}): RouteQuery => ({
  lane: 'earned',
  productLineId: 'pumps',
  facts: { lead: { channel: 'form' }, contact: { city: 'Bonn' }, company: { country: 'DE', size: 120 } },
  rules: [],
  members,
  ...more,
})
const chosen = (asked: RouteQuery) => {
  const result = chooseReceiver(asked)
  return 'none' in result ? result.none : result.memberId
}
const [anna, ben, cleo] = [member('anna'), member('ben', { teamIds: ['south'] }), member('cleo')]

describe('rules', () => {
  const german = { of: 'company', field: 'country', op: 'in', value: ['DE', 'AT'] } as const
  it.each([
    ['the first that fits', [rule('b', ['cleo'], { position: 2 }), rule('a', ['ben'])], 'ben'],
    [
      'one for the product line',
      [rule('a', ['ben'], { productLineId: 'valves' }), rule('b', ['cleo'])],
      'cleo',
    ],
    ['one for a team', [rule('a', [], { teamId: 'south' })], 'ben'],
    ['by facts', [rule('a', ['cleo'], { conditions: [german] })], 'cleo'],
    ['all facts', [rule('a', ['cleo'], { conditions: [german, { ...german, value: 'FR' }] })], 'anna'],
    ['none fits: by turn', [rule('a', ['cleo'], { productLineId: 'valves' })], 'anna'],
    ['no rules: by turn', [], 'anna'],
    ['a rule with nobody', [rule('a', ['gone'])], 'no member'],
    ['the next when nobody is free', [rule('a', ['gone']), rule('b', ['cleo'], { position: 2 })], 'cleo'],
  ] as [string, RoutingRule[], string][])('%s', (_, rules, expected) => {
    expect(chosen(query([anna, ben, cleo], { rules }))).toBe(expected)
  })

  it('say in plain words why', () => {
    const rules = [rule('DACH', ['ben', 'cleo'], { conditions: [german] })]
    const result = chooseReceiver(query([anna, ben, { ...cleo, openOffers: 1 }], { rules }))
    expect(result).toEqual({
      memberId: 'ben',
      because: [
        'Rule “DACH” fits: company country is one of DE, AT.',
        'It is Ben’s turn: 0 open offers (takes 10 a week), of 2 people.',
      ],
      tried: [],
    })
  })
})

describe('turn', () => {
  it.each([
    ['fewest open offers', [member('anna', { openOffers: 2 }), member('ben', { openOffers: 1 })], 'ben'],
    [
      'relative to capacity',
      [
        member('anna', { openOffers: 1, weeklyCapacity: 4 }),
        member('ben', { openOffers: 2, weeklyCapacity: 20 }),
      ],
      'ben',
    ],
    [
      'no limit counts as the largest',
      [
        member('anna', { openOffers: 1, weeklyCapacity: 5 }),
        member('ben', { openOffers: 2, weeklyCapacity: null }),
        member('cleo', { openOffers: 3, weeklyCapacity: 20 }),
      ],
      'ben',
    ],
    [
      'then longest since the last offer',
      [
        member('anna', { lastOfferedAt: new Date('2026-03-02') }),
        member('ben', { lastOfferedAt: new Date('2026-03-01') }),
      ],
      'ben',
    ],
    [
      'never before anyone',
      [member('anna', { lastOfferedAt: new Date('2026-03-02') }), member('ben')],
      'ben',
    ],
    ['then id', [member('ben'), member('anna')], 'anna'],
  ] as [string, RoutingMember[], string][])('%s', (_, members, expected) => {
    expect(chosen(query(members))).toBe(expected)
  })

  it('the same person again, if they can', () => {
    expect(chosen(query([anna, ben], { returnTo: 'ben' }))).toBe('ben')
    expect(chosen(query([anna, { ...ben, isAbsent: true }], { returnTo: 'ben' }))).toBe('anna')
  })
})

describe('who can’t', () => {
  const full = { weeklyCapacity: 3, takenThisWeek: 3 }
  it('a deputy steps in, also for a deputy, within their own capacity', () => {
    const away = member('anna', { isAbsent: true, deputyId: 'ben' })
    const awayToo = member('ben', { isAbsent: true, deputyId: 'cleo' })
    const rules = [rule('a', ['anna'])]
    const result = chooseReceiver(query([away, awayToo, cleo], { rules }))
    expect(result).toMatchObject({ memberId: 'cleo', tried: [{ memberId: 'anna', why: 'Anna is away.' }] })
    expect('because' in result && result.because).toContain('Anna is away; Cleo stands in.')
    expect(chosen(query([away, awayToo, { ...cleo, ...full }], { rules }))).toBe('no capacity')
    expect(chosen(query([away, { ...awayToo, deputyId: 'anna' }], { rules }))).toBe('no cover')
  })

  it.each([
    ['takes no leads', member('anna', { takesLeads: false }), {}, 'no member'],
    ['is away without deputy', member('anna', { isAbsent: true }), {}, 'no cover'],
    ['is full', member('anna', full), {}, 'no capacity'],
    ['is full, but the person asked', member('anna', full), { lane: 'asked' }, 'anna'],
    ['takes none, even if asked', member('anna', { weeklyCapacity: 0 }), { lane: 'asked' }, 'no capacity'],
    ['had it already', anna, { except: ['anna'] }, 'no member'],
    ['lacks the certificate', anna, { isCertified: () => false }, 'no member'],
  ] as [string, RoutingMember, Partial<RouteQuery>, string][])('%s', (_, one, more, expected) => {
    expect(chosen(query([one], { rules: [rule('a', ['anna'])], ...more }))).toBe(expected)
  })

  it('who has room comes first, also for those who asked', () => {
    expect(chosen(query([member('anna', full), { ...ben, openOffers: 9 }], { lane: 'asked' }))).toBe('ben')
  })
})

const aMember = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  takesLeads: fc.boolean(),
  isAbsent: fc.boolean(),
  deputyId: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: null }),
  weeklyCapacity: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  takenThisWeek: fc.integer({ min: 0, max: 3 }),
  openOffers: fc.integer({ min: 0, max: 4 }),
  lastOfferedAt: fc.option(
    fc.integer({ min: 1, max: 5 }).map((d) => new Date(2026, 1, d)),
    { nil: null },
  ),
})
const team = fc.uniqueArray(aMember, { selector: (one) => one.id, maxLength: 5 })

describe('laws of routing', () => {
  it('chooses only people who are there, may, and have room; none only if there is none; whatever the order', () => {
    fc.assert(
      fc.property(team, fc.subarray(['a', 'b', 'c']), (people, except) => {
        const members = people.map((one) => member(one.id, one))
        const able = members.filter(
          (one) =>
            one.takesLeads &&
            !one.isAbsent &&
            !except.includes(one.id) &&
            (one.weeklyCapacity === null || one.takenThisWeek < one.weeklyCapacity),
        )
        const result = chosen(query(members, { except }))
        if (able.length > 0) expect(able.map((one) => one.id)).toContain(result)
        else expect(['no member', 'no cover', 'no capacity']).toContain(result)
        expect(chosen(query(members.toReversed(), { except }))).toBe(result)
      }),
      { numRuns: 500 },
    )
  })

  it('spreads offers by capacity', () => {
    const members = [member('anna', { weeklyCapacity: 20 }), member('ben', { weeklyCapacity: 10 })]
    for (let i = 0; i < 30; i++) {
      const one = members.find((person) => person.id === chosen(query(members)))!
      one.openOffers++
      one.takenThisWeek++
    }
    expect(members.map((one) => one.openOffers)).toEqual([20, 10])
    expect(chosen(query(members))).toBe('no capacity')
  })
})

import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'
import { addWay, emptyTally, mondaysOf, weeksOf } from './tally.ts'

const [hour, day] = [3_600_000, 86_400_000]
const wanting = (enter: number, points = 20): Content => ({
  rules: [
    {
      ...{ id: 'trial', axis: 'interest', points, lifeH: null, last: 4 },
      matcher: { kind: 'trial_started', where: [] },
    },
    { id: 'town', axis: 'fit', points: 20, matcher: { field: 'city', op: 'eq', value: 'Berlin' } },
  ],
  ...{ fitMax: 30, interestMax: 100, enter, leave: 10, required: [], exclude: [], recencyDays: null },
})
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

describe('a definition walked over what people did', async () => {
  const w = await world()
  const { scoring, contacts, events, replay, deals, pipeline } = w.owner.client
  const { productLineId } = (await scoring.list())[0]!
  const begun = dayOf(w.clock.now())
  const act = async (id: string, times = 1) => {
    for (let n = 0; n < times; n++) {
      w.clock.advance(hour)
      await events.add({
        events: [
          { kind: 'trial_started', contact: { id }, occurredAt: w.clock.now(), human: true, data: {} },
        ],
      })
      await w.pump()
    }
  }
  const draft = (content: Content, lanes: 'asked' | 'both' = 'both') =>
    scoring.saveDraft({ productLineId, lanes, content })
  const run = async (more: { verdicts?: 'as_judged_today' } = {}) => {
    const to = dayOf(new Date(w.clock.now().getTime() + 2 * day))
    const { id } = await replay.start({ productLineId, from: begun, to, ...more })
    await w.tick('replay')
    return replay.get({ id })
  }
  const names = (rows: { name: string }[]) => rows.map(({ name }) => name).toSorted()

  it('refuses what has nothing to walk', async () => {
    const period = { productLineId, from: begun, to: begun }
    await expect(replay.start(period)).rejects.toMatchObject({ data: { reason: 'no_period' } })
    const days = { ...period, to: dayOf(new Date(w.clock.now().getTime() + 9 * day)) }
    await expect(replay.start(days)).rejects.toMatchObject({ data: { reason: 'no_draft' } })
    await draft(wanting(40), 'asked')
    await expect(replay.start(days)).rejects.toMatchObject({ data: { reason: 'asked_only' } })
    await expect(replay.start({ ...days, to: '2099-01-01' })).rejects.toMatchObject({
      data: { reason: 'too_long' },
    })
  })

  it('says of the definition in force what happened, and of another who else would have crossed, and who not', async () => {
    const inForce = await draft(wanting(40))
    await scoring.enforce({ id: inForce.id })
    await w.tick('rescore')
    const make = async (name: string, city: string) => (await contacts.create({ name, city })).id
    const strong = await make('Strong', 'Bonn')
    const berliner = await make('Berliner', 'Berlin')
    const buyer = await make('Buyer', 'Bonn')
    await make('Quiet', 'Bonn')
    await act(strong, 2)
    await act(berliner)
    await act(buyer)
    expect((await contacts.get({ id: strong })).stage).toBe('working')
    expect((await contacts.get({ id: berliner })).stage).toBe('working')
    const { id: deal } = await deals.create({ name: 'Small one', contactId: buyer, oneOffMinor: 100 })
    const reasons = (await pipeline.get()).reasons
    w.clock.advance(hour)
    await deals.win({ id: deal, reasonId: reasons.find(({ kind }) => kind === 'won')!.id })
    await w.pump()
    await draft(wanting(40))
    const same = await run()
    expect(same).toMatchObject({ state: 'done', both: 2, found: 0, missed: { inForce: 1, candidate: 1 } })
    expect(names(same.missedPeople)).toEqual(['Buyer'])
    expect(same.sums.candidate).toEqual(same.sums.inForce)
    expect(same.sums.inForce).toMatchObject({ ready: 2, unknown: 0, open: 2 })

    await draft(wanting(20, 20))
    const loose = await run()
    expect(names(loose.foundPeople)).toEqual(['Buyer'])
    expect(loose.sums.candidate).toMatchObject({ ready: 3, unknown: 1 })
    expect(loose.missed).toEqual({ inForce: 1, candidate: 0 })

    await draft(wanting(60))
    const tight = await run()
    expect(tight.cut).toBe(2)
    expect(tight.sums.candidate.ready).toBe(0)
    expect(tight.sums.inForce.ready).toBe(2)
  })

  it('knows who was a customer before any deal that is known', async () => {
    const { id } = await contacts.create({ name: 'Old Customer', city: 'Bonn' })
    await w.inside((db) =>
      db.updateTable('contact').set({ status: 'customer' }).where('id', '=', id).execute(),
    )
    await act(id)
    await draft(wanting(20))
    const counted = await run()
    expect(counted.sums.candidate.signalled).toBe(1)
    expect(names(counted.foundPeople)).not.toContain('Old Customer')
    const exclude: Content['exclude'] = [{ field: 'customer', op: 'eq', value: true }]
    await draft({ ...wanting(20), exclude })
    expect((await run()).sums.candidate.signalled).toBe(0)
  })

  it('starts on Monday if told so, not before, and can be called off', async () => {
    const { id } = await draft(wanting(30))
    const { startsAt, preparing } = await scoring.enforce({ id, starts: 'next_monday' })
    expect(preparing).toBe(false)
    expect(startsAt!.getTime()).toBeGreaterThan(w.clock.now().getTime())
    await w.tick('rescore')
    const inForce = async () => (await scoring.list())[0]!.inForce!.id
    expect(await inForce()).not.toBe(id)
    await expect(draft(wanting(31))).rejects.toMatchObject({ data: { reason: 'being_prepared' } })
    await scoring.callOff({ id })
    await draft(wanting(31))
    await scoring.enforce({ id, starts: 'next_monday' })
    w.clock.advance(startsAt!.getTime() - w.clock.now().getTime() + 1000)
    await w.tick('rescore')
    expect(await inForce()).toBe(id)
    await expect(scoring.callOff({ id })).rejects.toMatchObject({ data: { reason: 'not_waiting' } })
    expect((await w.owner.client.handovers.list({ box: 'open' })).rows).toHaveLength(2)
  })

  it('leaves out who was handed over before the period, and says so; what is young is not ripe', async () => {
    w.clock.advance(day)
    const from = dayOf(w.clock.now())
    w.clock.advance(day)
    const [strong] = (await contacts.list({ q: 'Strong' })).rows
    await act(strong!.id)
    const walk = async (exclude: Content['exclude']) => {
      await draft({ ...wanting(60), exclude })
      const to = dayOf(new Date(w.clock.now().getTime() + 2 * day))
      const { id } = await replay.start({ productLineId, from, to })
      await w.tick('replay')
      return replay.get({ id })
    }
    const it = await walk([])
    expect(it).toMatchObject({
      before: 1,
      found: 0,
      sums: { candidate: { ready: 0 } },
    })
    expect(it.weeks.map(({ ripe }) => ripe)).toEqual(it.weeks.map(() => ({ kept: false, end: false })))
    w.clock.advance(45 * day)
    expect((await replay.get({ id: it.id })).weeks[0]!.ripe).toEqual({ kept: true, end: false })
  })

  it('sees companies and their own fields as they stood, and lets through what was agreed on then', async () => {
    const { companies, members, routing, fields } = w.owner.client
    const { key } = await fields.create({ record: 'company', label: 'Branch', type: 'text' })
    w.clock.set(new Date('2027-03-01T09:00:00Z'))
    const from = dayOf(w.clock.now())
    const content: Content = {
      ...wanting(40),
      rules: [
        wanting(40).rules[0]!,
        {
          id: 'sector',
          axis: 'fit',
          points: 10,
          matcher: { field: 'company.sector', op: 'eq', value: 'Mills' },
        },
        {
          id: 'branch',
          axis: 'fit',
          points: 10,
          matcher: { field: `company.custom.${key}`, op: 'eq', value: 'Grain' },
        },
      ],
    }
    await scoring.enforce({ id: (await draft(content)).id })
    await w.tick('rescore')
    const grain = { sector: 'Mills', custom: { [key]: 'Grain' } }
    const { id: mill } = await companies.create({ name: 'Mill', ...grain })
    const { id: other } = await companies.create({ name: 'Other mill', ...grain })
    const { id: shop } = await companies.create({ name: 'Shop', sector: 'Shops' })
    const made = async (name: string, companyId: string) => (await contacts.create({ name, companyId })).id
    const [stays, moves, late] = [
      await made('Stays', mill),
      await made('Moves', other),
      await made('Late', shop),
    ]
    const me = (await members.list()).rows.find(({ role }) => role === 'owner')!.id
    await routing.saveCapacity({ memberId: me, perWeek: 1 })
    for (const id of [stays, moves, late]) await act(id)
    const crossed = async () =>
      (
        await w.sql<{ name: string }>(
          `select c.name from handover h join contact c on c.id = h.contact_id where h.opened_at >= $1 order by 1`,
          [new Date(`${from}T00:00:00Z`)],
        )
      ).map(({ name }) => name)
    expect(await crossed()).toEqual(['Moves', 'Stays'])
    // Since then everything about them is otherwise.
    w.clock.advance(hour)
    for (const id of [mill, other])
      await companies.update({ id, sector: 'Museums', custom: { [key]: 'Art' } })
    await contacts.update({ id: moves, companyId: shop })
    await companies.update({ id: shop, sector: 'Mills', custom: { [key]: 'Grain' } })
    w.clock.advance(7 * day)
    await routing.saveCapacity({ memberId: me, perWeek: 5 })
    await draft(content)
    const to = dayOf(new Date(w.clock.now().getTime() + 2 * day))
    const { id } = await replay.start({ productLineId, from, to })
    await w.tick('replay')
    const it = await replay.get({ id })
    expect([it.both, it.sums.inForce.ready, it.sums.candidate.ready]).toEqual([2, 2, 2])
    expect(it.weeks.map(({ monday, perWeek, inForce }) => [monday, perWeek, inForce.offered])).toEqual([
      ['2027-03-01', 1, 1],
      ['2027-03-08', 5, 1],
    ])
  })

  it('is for who sees everybody: its numbers speak of all', async () => {
    const manager = await w.member('sales_manager', { visibility: 'team', takesLeads: false })
    const part = { data: { reason: 'sees_a_part' } }
    await expect(manager.client.replay.list({ productLineId })).rejects.toMatchObject(part)
    const period = { productLineId, from: begun, to: dayOf(new Date(w.clock.now().getTime() + 9 * day)) }
    await expect(manager.client.replay.start(period)).rejects.toMatchObject(part)
  })
})

describe('what a week lets through', () => {
  const zone = 'Europe/Berlin'
  const at = (text: string) => new Date(text)
  const way = (contactId: string, candidateAt: string | null, more = {}) => ({
    ...{ contactId, inForceAt: null, candidateAt: candidateAt ? at(candidateAt) : null, total: 50 },
    ...{ asked: false, real: null, customerSince: null, before: false, wonAt: null, ...more },
  })

  it('offers who waited first, and never more than the capacity', () => {
    const tally = emptyTally()
    for (let n = 0; n < 5; n++) addWay(tally, way(`a${n}`, '2026-10-26T08:00:00Z'), zone)
    addWay(tally, way('b', '2026-11-01T23:30:00Z'), zone) // Monday already where the firm is
    const flow = weeksOf(tally, mondaysOf('2026-10-26', '2026-11-16'), [2, 2, 2]).map(
      ({ monday, candidate }) => [...[monday, candidate.ready, candidate.offered, candidate.waiting]],
    )
    expect(flow).toEqual([
      ['2026-10-26', 5, 2, 3],
      ['2026-11-02', 1, 2, 2],
      ['2026-11-09', 0, 2, 0],
    ])
    expect(weeksOf(tally, ['2026-10-26'], [null])[0]!.candidate).toMatchObject({
      offered: 5,
      waiting: 0,
    })
  })

  it('names customers who would have been missed, but not who asked for sales themselves', () => {
    const tally = emptyTally()
    const wonAt = at('2026-11-10T10:00:00Z')
    addWay(tally, way('seen', '2026-11-02T10:00:00Z', { wonAt }), zone)
    addWay(tally, way('late', '2026-11-12T10:00:00Z', { wonAt, inForceAt: at('2026-11-01T10:00:00Z') }), zone)
    addWay(tally, way('asked', null, { wonAt, asked: true }), zone)
    addWay(tally, way('never', null, { wonAt }), zone)
    expect(tally.missed).toEqual({ inForce: 2, candidate: 2 })
    expect(tally.missedPeople.map(({ contactId, inForce }) => [contactId, inForce])).toEqual([
      ['late', true],
      ['never', false],
    ])
  })
})

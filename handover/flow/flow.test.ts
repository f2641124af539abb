import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'

const [hour, day] = [3_600_000, 86_400_000]
const content: Content = {
  rules: [
    {
      ...{ id: 'trial', axis: 'interest', points: 20, lifeH: null, last: 4 },
      matcher: { kind: 'trial_started', where: [] },
    },
    { id: 'big', axis: 'fit', points: 30, matcher: { field: 'city', op: 'eq', value: 'Berlin' } },
    { id: 'mid', axis: 'fit', points: 10, matcher: { field: 'city', op: 'eq', value: 'Bonn' } },
  ],
  ...{ fitMax: 30, interestMax: 100, enter: 20, leave: 10, required: [], exclude: [], recencyDays: null },
}

/** Two sellers, a marketer and a manager; strong enough from one trial on. Tuesday, ten in Berlin. */
async function firm() {
  const w = await world()
  w.clock.set(new Date('2026-11-10T09:00:00Z'))
  const { scoring, members, contacts, events, handovers, flow } = w.owner.client
  await members.update({ id: w.owner.id, takesLeads: false })
  const [anna, ben] = [
    await w.member('sales_rep', { name: 'Anna' }),
    await w.member('sales_rep', { name: 'Ben' }),
  ]
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  const sven = await w.member('sales_manager', { name: 'Sven', takesLeads: false })
  const { productLineId } = (await scoring.list())[0]!
  await scoring.enforce({ id: (await scoring.saveDraft({ productLineId, lanes: 'both', content })).id })
  await w.tick('rescore')
  const act = async (id: string) => {
    w.clock.advance(1000)
    await events.add({
      events: [{ kind: 'trial_started', contact: { id }, occurredAt: w.clock.now(), human: true, data: {} }],
    })
    await w.pump()
  }
  /** Strong enough by an act of theirs; the town says how strong. */
  const cross = async (name: string, city = 'Köln') => {
    const { id } = await contacts.create({ name, city })
    await act(id)
    return id
  }
  const limit = async (perWeek: number | null) => {
    const { version: _, fromAt: __, agreement: ___, ...terms } = await handovers.seam({})
    await handovers.saveSeam({ ...terms, weekly: perWeek === null ? [] : [{ productLineId, perWeek }] })
  }
  const list = async () => flow.waiting({})
  const names = async () => (await list()).rows.map(({ name }) => name)
  const offered = async () =>
    (await handovers.list({ box: 'open', state: 'offered', limit: 200 })).rows
      .map(({ title }) => title)
      .toSorted()
  return { w, anna, ben, mara, sven, productLineId, cross, act, limit, list, names, offered }
}

describe('flow control', async () => {
  const { w, anna, mara, sven, productLineId, act, cross, limit, list, names, offered } = await firm()
  const { handovers, capture, contacts } = w.owner.client

  it('releases the agreed number a week; the rest waits without a clock, seen by both sides', async () => {
    await limit(2)
    for (const name of ['One', 'Two', 'Three', 'Four']) await cross(name)
    expect(await offered()).toEqual(['One', 'Two'])
    const seen = await mara.client.flow.waiting({})
    expect(seen).toMatchObject({
      count: 2,
      lines: [{ productLineId, perWeek: 2, taken: 2, waiting: 2 }],
      receivers: { perWeek: null, taken: 2 },
      agreement: null,
    })
    expect(seen.rows).toMatchObject([
      { name: 'Three', position: 1, score: 20, why: 'Waits: this week is full', week: '2026-11-16' },
      { name: 'Four', position: 2, week: '2026-11-16' },
    ])
    expect((await handovers.get({ id: seen.rows[0]!.handoverId })).clocks).toEqual([])
    expect((await sven.client.flow.waiting({})).count).toBe(2)
    expect((await w.owner.client.scoring.preview({ productLineId, content })).perWeek).toBe(2)
    expect(await anna.client.flow.waiting({})).toEqual(seen)
  })

  it('lets whoever asks for sales through, and holds back nobody for them', async () => {
    await capture.add({ kind: 'call', name: 'Asks', phone: '030 1', asks: true })
    await w.pump()
    expect(await offered()).toEqual(['Asks', 'One', 'Two'])
    expect((await list()).lines[0]!.taken).toBe(2)
  })

  it('goes best first, whoever comes later', async () => {
    await cross('Best', 'Berlin')
    await cross('Good', 'Bonn')
    expect(await names()).toEqual(['Best', 'Good', 'Three', 'Four'])
    expect((await list()).rows.map(({ week }) => week)).toEqual([
      '2026-11-16',
      '2026-11-16',
      '2026-11-23',
      '2026-11-23',
    ])
  })

  it('a manager pulls somebody forward, with a reason, and takes somebody off', async () => {
    const { rows } = await list()
    const four = rows.find(({ name }) => name === 'Four')!
    await expect(mara.client.flow.pull({ id: four.handoverId, reason: 'Knows them' })).rejects.toMatchObject({
      data: { reason: 'not_permitted' },
    })
    const { operationId } = await sven.client.flow.pull({ id: four.handoverId, reason: 'Fair on Monday' })
    expect((await list()).rows[0]).toMatchObject({
      name: 'Four',
      pulled: { by: 'Sven', reason: 'Fair on Monday' },
      why: 'Waits: this week is full',
    })
    await w.owner.client.audit.undo({ id: operationId! })
    expect(await names()).toEqual(['Best', 'Good', 'Three', 'Four'])
    await sven.client.flow.pull({ id: four.handoverId, reason: 'Fair on Monday' })
    const three = rows.find(({ name }) => name === 'Three')!
    const takeOff = () => sven.client.flow.takeOff({ id: three.handoverId, reason: 'Is a student' })
    await sven.client.audit.undo({ id: (await takeOff()).operationId! })
    expect((await handovers.get({ id: three.handoverId })).history[0]).toMatchObject({
      ...{ state: 'waiting', reason: 'Taken back', who: 'Sven' },
    })
    await takeOff()
    expect(await names()).toEqual(['Four', 'Best', 'Good'])
    expect((await handovers.get({ id: three.handoverId })).state).toBe('withdrawn')
    await expect(sven.client.flow.pull({ id: three.handoverId, reason: 'Again' })).rejects.toMatchObject({
      data: { reason: 'not_waiting' },
    })
  })

  it('releases the best with the new week, and none twice however many processes ask', async () => {
    await w.tick('flow control')
    expect(await names()).toEqual(['Four', 'Best', 'Good'])
    w.clock.set(new Date('2026-11-16T00:01:00Z'))
    await w.pump()
    await Promise.all([w.tick('flow control'), w.tick('flow control'), w.pump()])
    await w.pump()
    expect(await names()).toEqual(['Good'])
    expect((await list()).lines[0]).toMatchObject({ taken: 2, waiting: 1 })
    const best = (await contacts.list({ limit: 200 })).rows.find(({ name }) => name === 'Best')!
    expect(best).toMatchObject({ stage: 'offered' })
    // Whoever waited is laid before their receiver with the same evidence as whoever did not.
    const [row] = (await handovers.list({ contactId: best.id })).rows
    const card = await handovers.get({ id: row!.id })
    expect(card.score).toMatchObject({ fit: 30, interest: 20, total: 50 })
    expect(card.reasons.map(({ points }) => points)).toEqual([30, 20])
  })

  it('fills places that come free by a larger number at once', async () => {
    await limit(3)
    await cross('Late')
    expect(await names()).toEqual(['Good', 'Late'])
    expect((await list()).rows[1]!.why).toBe('Waits: others go before')
    await w.tick('flow control')
    expect(await names()).toEqual(['Late'])
  })

  it('shows candidates apart: they wait for their next act', async () => {
    const { scoring } = w.owner.client
    await contacts.create({ name: 'Quiet', city: 'Berlin' })
    const { id } = await scoring.saveDraft({
      productLineId,
      lanes: 'both',
      content: { ...content, enter: 30 },
    })
    await scoring.enforce({ id })
    await w.tick('rescore')
    await w.pump()
    const { candidates } = await list()
    expect(candidates).toBe((await scoring.candidates({})).count)
    expect(candidates).toBeGreaterThan(0)
    expect(await names()).not.toContain('Quiet')
  })

  it('tells who sees a part of whom they see, without place, week and sums, which speak of everybody', async () => {
    const team = await w.owner.client.members.addTeam({ name: 'South' })
    const [own, south] = [
      await w.member('sales_rep', { name: 'Owen', visibility: 'own', takesLeads: false }),
      await w.member('sales_rep', { visibility: 'team', teamId: team.id, takesLeads: false }),
    ]
    const manager = await w.member('sales_manager', { visibility: 'own', takesLeads: false })
    await limit(0)
    for (const [name, ownerId] of [
      ['Of Owen', own.id],
      ['Of Anna', anna.id],
    ] as const) {
      const { id } = await contacts.create({ name, ownerId, city: 'Bonn' })
      await act(id)
    }
    const told = await own.client.flow.waiting({})
    expect(told).toMatchObject({
      ...{ isPart: true, count: 1, lines: [{ perWeek: 0, taken: null, waiting: 1 }] },
      receivers: { taken: null },
    })
    expect(told.rows).toMatchObject([
      { name: 'Of Owen', position: null, week: null, score: 30, why: 'Waits: this week is full' },
    ])
    const ofSouth = (await south.client.flow.waiting({})).rows.map(({ name }) => name)
    expect(ofSouth).toEqual((await names()).filter((name) => !name.startsWith('Of ')))
    expect(ofSouth).not.toEqual([])
    expect((await manager.client.flow.waiting({})).rows).toEqual([])
    const [first] = (await list()).rows
    await expect(manager.client.flow.pull({ id: first!.handoverId, reason: 'Mine' })).rejects.toMatchObject({
      data: { reason: 'sees_a_part' },
    })
  })
})

describe('what the receivers agreed on', async () => {
  const { w, anna, ben, productLineId, act, cross, limit, list, names, offered } = await firm()
  const { routing, handovers, contacts, protection } = w.owner.client
  const openOf = async (contactId: string) =>
    (await handovers.list({ contactId })).rows.find(
      ({ state }) => state === 'waiting' || state === 'offered',
    )!

  it('holds back too, and lets the best through when one takes more or is back', async () => {
    await routing.saveCapacity({ memberId: anna.id, perWeek: 1 })
    await routing.saveCapacity({ memberId: ben.id, perWeek: 1 })
    for (const name of ['One', 'Two', 'Three']) await cross(name)
    await cross('Best', 'Berlin')
    expect(await offered()).toEqual(['One', 'Two'])
    expect(await list()).toMatchObject({ receivers: { perWeek: 2, taken: 2 } })
    expect(await names()).toEqual(['Best', 'Three'])
    w.clock.advance(2 * hour)
    await w.pump()
    expect(await names()).toEqual(['Best', 'Three'])
    await routing.saveCapacity({ memberId: ben.id, perWeek: 2 })
    await w.tick('flow control')
    expect(await names()).toEqual(['Three'])
    w.clock.advance(7 * day)
    await w.tick('flow control')
    expect(await names()).toEqual([])
  })

  it('goes back to who sent them back, with their own note, also after having waited', async () => {
    const again = await cross('Again')
    const first = await openOf(again)
    const receiver = first.receiver!.id === anna.id ? anna : ben
    await receiver.client.handovers.accept({ id: first.id })
    await receiver.client.handovers.sendBack({ id: first.id, reason: 'not_interested', note: 'Loves blue' })
    w.clock.advance(35 * day)
    await limit(0)
    await act(again)
    expect((await openOf(again)).state).toBe('waiting')
    await limit(null)
    await w.tick('flow control')
    const { id } = await openOf(again)
    expect(await handovers.get({ id })).toMatchObject({ receiver: { id: receiver.id }, note: 'Loves blue' })
  })

  it('is held to for registered leads too: beyond it they wait for the next week of who registered them', async () => {
    const carl = await w.member('contractor', { name: 'Carl' })
    await routing.saveCapacity({ memberId: carl.id, perWeek: 1 })
    const own = async (name: string) => {
      const email = `${name.toLowerCase()}@own.example`
      const { id } = await contacts.create({ name, email })
      const claim = {
        personName: name,
        email,
        proof: 'Met them at the fair',
        proofDay: '2026-11-02',
        productLineId,
      }
      await protection.confirm({ id: (await carl.client.protection.register(claim)).id })
      await act(id)
      return openOf(id)
    }
    expect((await own('Olaf')).receiver?.id).toBe(carl.id)
    const second = await own('Ottilie')
    expect(second).toMatchObject({ state: 'waiting', why: 'Waits: this week is full' })
    w.clock.advance(7 * day)
    await w.tick('flow control')
    expect((await handovers.get({ id: second.id })).receiver?.id).toBe(carl.id)
  })

  it('lets through who goes another way, however many wait before them', async () => {
    const berlin = { of: 'contact' as const, field: 'city', op: 'eq' as const, value: 'Berlin' }
    const rule = {
      name: 'Berlin',
      productLineId: null,
      conditions: [berlin],
      memberIds: [anna.id],
      teamId: null,
    }
    await routing.saveRules({ rules: [rule] })
    await routing.saveCapacity({ memberId: anna.id, perWeek: 0 })
    const first = await openOf(await cross('Berliner', 'Berlin'))
    await w.inside((db) =>
      sql`insert into handover select r.* from handover h, generate_series(1, 301) n, jsonb_populate_record(h,
        jsonb_build_object('id', md5('id' || n)::uuid, 'race_key', md5('race' || n)::uuid)) r where h.id = ${first.id}`.execute(
        db,
      ),
    )
    const other = await openOf(await cross('Other'))
    expect(other).toMatchObject({ state: 'waiting', why: 'Waits: others go before' })
    await w.tick('flow control')
    expect((await handovers.get({ id: other.id })).state).toBe('offered')
  })
})

import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { holdRace } from '#handover/protection'
import { world } from '#platform/testing'

const hour = 3_600_000
const day = 24 * hour

/** Two sellers, a marketer; the owner takes no leads. Monday, 9:00 in Berlin. */
async function firm(options: Parameters<typeof world>[0] = {}) {
  const w = await world(options)
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna', visibility: 'own' })
  const ben = await w.member('sales_rep', { name: 'Ben', visibility: 'own' })
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  const { handovers, capture } = w.owner.client
  let made = 0
  const cross = async (name: string, more: { companyName?: string } = {}) => {
    const { contactId } = await capture.add({
      kind: 'call',
      name,
      phone: `030 66${++made}`,
      asks: true,
      words: 'Wants a price',
      ...more,
    })
    await w.pump()
    const [row] = (await handovers.list({ contactId })).rows
    const receiver = row!.receiver?.id === anna.id ? anna : ben
    return { contactId, id: row!.id, receiver, other: receiver === anna ? ben : anna }
  }
  return { w, anna, ben, mara, cross, handovers, capture }
}

describe('the clocks', async () => {
  const { w, anna, mara, cross, handovers } = await firm()
  const { calendars } = w.owner.client

  it('stand still over the night, the weekend and a holiday of the receiver’s region', async () => {
    // Maundy Thursday, 16:30 in Berlin; Good Friday and Easter Monday are holidays.
    w.clock.advance(Date.parse('2026-04-02T14:30:00Z') - w.clock.now().getTime())
    const { id } = await cross('Easter')
    const { clocks } = await handovers.get({ id })
    expect(clocks.find(({ kind }) => kind === 'answer')?.dueAt).toEqual(new Date('2026-04-07T07:30:00Z'))
    expect(clocks.find(({ kind }) => kind === 'attempt')?.dueAt).toEqual(new Date('2026-04-07T08:30:00Z'))
    w.clock.advance(3 * day)
    await w.pump()
    expect((await handovers.get({ id })).offers.map(({ state }) => state)).toEqual(['open'])
  })

  it('run by the terms of their day: new ones change nothing that is offered already', async () => {
    w.clock.advance(Date.parse('2026-04-08T07:00:00Z') - w.clock.now().getTime())
    await w.pump()
    const before = await cross('Old terms')
    const terms = await handovers.seam({})
    const { version: _, fromAt: __, ...kept } = terms
    await handovers.saveSeam({ ...kept, answerMinutes: { asked: 30, earned: 240 } })
    const after = await cross('New terms')
    const due = async (id: string) => (await handovers.get({ id })).clock?.dueAt
    expect(await due(before.id)).toEqual(new Date('2026-04-08T08:00:00Z'))
    expect(await due(after.id)).toEqual(new Date('2026-04-08T07:30:00Z'))
    await expect(
      anna.client.handovers.saveSeam({ ...kept, answerMinutes: { asked: 5, earned: 5 } }),
    ).rejects.toMatchObject({ data: { reason: 'not_permitted' } })
  })

  it('an offer goes to the deputy of who is away, with its clocks, and is nobody’s breach', async () => {
    const { id, receiver, other } = await cross('Away')
    w.clock.advance(10 * 60_000)
    const now = w.clock.now()
    await calendars.addAbsence({
      memberId: receiver.id,
      fromAt: now,
      toAt: new Date(now.getTime() + 7 * day),
      deputyId: other.id,
      note: null,
    })
    await w.tick('offers of absent members')
    await w.pump()
    const card = await other.client.handovers.get({ id })
    expect(card).toMatchObject({ state: 'offered', receiver: { id: other.id } })
    expect(card.offers.map(({ state }) => state)).toEqual(['withdrawn', 'open'])
    expect(card.because.join(' ')).toMatch(/is away; .* stands in/)
    expect(card.clock?.dueAt).toEqual(new Date(now.getTime() + 20 * 60_000))
    await w.tick('offers of absent members')
    await w.pump()
    expect((await handovers.get({ id })).offers).toHaveLength(2)
  })

  it('a signal goes to the deputy of who is away; of what is open with sales both hear', async () => {
    const { capture, deals } = w.owner.client
    const told = async (who: typeof anna, handoverId: string) =>
      (await who.client.notices.list({})).rows.filter(
        (row) => row.kind === 'signal' && row.handoverId === handoverId,
      )
    w.clock.advance(10 * day)
    const { id: working, contactId, receiver, other } = await cross('Worked on')
    await receiver.client.handovers.accept({ id: working })
    const { contactId: known } = await capture.add({
      kind: 'call',
      name: 'In talks',
      phone: '030 5',
      asks: false,
    })
    await w.pump()
    await deals.create({ name: 'Talks', contactId: known, ownerId: receiver.id })
    const [fromAt, toAt] = [w.clock.now(), new Date(w.clock.now().getTime() + 7 * day)]
    const absence = { memberId: receiver.id, fromAt, toAt, deputyId: other.id, note: null }
    await calendars.addAbsence(absence)
    for (const id of [known, contactId]) await capture.add({ kind: 'call', asks: true, contactId: id })
    await w.pump()
    const [signal] = (await handovers.list({ contactId: known })).rows
    expect(signal).toMatchObject({ state: 'signalled', receiver: { id: other.id } })
    const standsIn = expect.stringMatching(/ is away; you stand in\.$/)
    expect(await told(other, signal!.id)).toMatchObject([{ body: standsIn }])
    expect(await told(receiver, signal!.id)).toEqual([])
    expect((await other.client.handovers.get({ id: signal!.id })).may.attempt).toBe(true)
    expect(await told(other, working)).toMatchObject([{ body: standsIn }])
    expect(await told(receiver, working)).toMatchObject([{ body: 'Asked again' }])
    // Who stands in sees what it is about, and nothing of it any more once the other is back.
    const opens = async () => [
      (await other.client.handovers.list({ contactId })).rows.map(({ id }) => id),
      (await other.client.contacts.list({})).rows.some(({ id }) => id === contactId),
      (await other.client.deals.list({})).rows.map(({ name }) => name),
      (await other.client.search.find({ q: 'Worked on' })).rows.length,
    ]
    expect(await opens()).toEqual([[working], true, ['Talks'], 1])
    w.clock.advance(8 * day)
    expect(await opens()).toEqual([[], false, [], 0])
    w.clock.advance(-8 * day)

    // Who stands in without working with leads could not call them: then it stays the owner's.
    await calendars.addAbsence({ ...absence, memberId: other.id, deputyId: mara.id })
    w.clock.advance(hour)
    await capture.add({ kind: 'call', asks: true, contactId: known })
    await w.pump()
    const next = (await handovers.list({ contactId: known })).rows.find(({ id }) => id !== signal!.id)!
    expect(next).toMatchObject({ state: 'signalled', receiver: { id: receiver.id } })
    expect(await told(mara, next.id)).toEqual([])
    expect(await told(receiver, next.id)).toHaveLength(1)
  })
})

describe('what comes back', async () => {
  const { w, mara, cross, handovers, capture } = await firm({ pool: 3 }) // one holds a race while the engine waits

  it('“too early” comes back on its day, to the same person with their own note', async () => {
    const { id, receiver, contactId } = await cross('In summer')
    await receiver.client.handovers.accept({ id })
    await receiver.client.handovers.sendBack({
      id,
      reason: 'too_early',
      date: '2026-07-01',
      note: 'Budget in July',
    })
    w.clock.advance(Date.parse('2026-06-30T08:00:00Z') - w.clock.now().getTime())
    await w.pump()
    expect((await handovers.list({ contactId, box: 'open' })).rows).toHaveLength(1)
    w.clock.advance(day)
    await w.pump()
    await w.pump()
    const rows = (await handovers.list({ contactId })).rows.filter(({ state }) => state === 'offered')
    expect(rows).toHaveLength(1)
    const card = await receiver.client.handovers.get({ id: rows[0]!.id })
    expect(card).toMatchObject({ note: 'Budget in July', receiver: { id: receiver.id } })
    expect(card.history.at(-1)?.reason).toBe('The day agreed on has come')
    w.clock.advance(2 * hour)
    await w.pump()
    const next = await handovers.get({ id: card.id })
    expect(next).toMatchObject({ state: 'offered', note: null })
    expect(next.receiver?.id).not.toBe(receiver.id)
  })

  it('only once: whoever passed them on while the engine waited was first', async () => {
    const { id, receiver, contactId } = await cross('In autumn')
    await receiver.client.handovers.accept({ id })
    const date = new Date(w.clock.now().getTime() + 30 * day).toISOString().slice(0, 10)
    await receiver.client.handovers.sendBack({ id, reason: 'too_early', date })
    w.clock.advance(31 * day)
    const { productLine } = (await handovers.list({ contactId })).rows[0]!
    const waits = `select 1 from pg_locks where locktype = 'advisory' and not granted`
    const [held, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const faster = w.inside(async (db) => {
      await holdRace(db, contactId, productLine.id)
      held.resolve()
      await go.promise
      await sql`
        insert into handover (id, kind, contact_id, race_key, product_line_id, lane, state, cause, opened_at, changed_at)
        select gen_random_uuid(), kind, contact_id, race_key, product_line_id, lane, 'withdrawn', 'member', ${w.clock.now()}, ${w.clock.now()}
        from handover where id = ${id}`.execute(db)
    })
    await held.promise
    const pumping = w.pump()
    await expect.poll(async () => (await w.sql(waits)).length, { timeout: 5000 }).toBeGreaterThan(0)
    go.resolve()
    await Promise.all([faster, pumping])
    expect((await handovers.list({ contactId })).rows.map(({ state }) => state).toSorted()).toEqual([
      'sent_back',
      'withdrawn',
    ])
  })

  it('kept after 30 days; a send-back before is not kept, and marketing and manager have their word', async () => {
    const one = await cross('Stays')
    await one.receiver.client.handovers.accept({ id: one.id })
    expect((await handovers.get({ id: one.id })).kept?.state).toBe('open')
    const two = await cross('Goes')
    await two.receiver.client.handovers.accept({ id: two.id })
    await two.receiver.client.handovers.sendBack({ id: two.id, reason: 'not_interested' })
    const seen = await mara.client.handovers.get({ id: two.id })
    expect(seen).toMatchObject({ kept: { state: 'not_kept' } })
    await expect(
      two.receiver.client.sendBacks.answer({ id: two.id, answer: 'agreed' }),
    ).rejects.toMatchObject({ status: 403 })
    await mara.client.sendBacks.answer({ id: two.id, answer: 'contested', text: 'They asked twice' })
    await expect(
      mara.client.sendBacks.decide({ id: two.id, decision: 'overruled', text: 'Read it all' }),
    ).rejects.toMatchObject({ status: 403 })
    w.clock.advance(31 * day)
    expect((await handovers.get({ id: one.id })).kept?.state).toBe('kept')
  })

  it('a signal is a card too: what to say, what they did, and a try can be written down', async () => {
    const { id, receiver, contactId } = await cross('Hot moment')
    await receiver.client.handovers.accept({ id })
    const { stages } = await receiver.client.pipeline.get()
    const deal = await receiver.client.deals.create({
      name: 'Open deal',
      contactId,
      oneOffMinor: 5000,
      expectedClose: '2026-12-01',
    })
    await receiver.client.deals.move({ id: deal.id, stageId: stages.find((it) => it.qualified)!.id })
    await w.pump()
    w.clock.advance(hour)
    await capture.add({ kind: 'call', contactId, asks: true, words: 'And support?' })
    await w.pump()
    const [signal] = (await handovers.list({ contactId })).rows.filter(({ state }) => state === 'signalled')
    const card = await receiver.client.handovers.get({ id: signal!.id })
    expect(card).toMatchObject({ words: 'And support?', may: { attempt: true, answer: false } })
    expect(card.first).toContain('you called us')
    expect(card.reasons).toHaveLength(1)
    await receiver.client.handovers.attempt({ id: card.id, channel: 'phone', outcome: 'reached' })
    const byHand = await handovers.passOn({ contactId })
    expect((await handovers.get({ id: byHand.id })).state).toBe('signalled')
    await expect(
      receiver.client.handovers.attempt({ id, channel: 'phone', outcome: 'reached' }),
    ).rejects.toMatchObject({ data: { reason: 'handover_ended' } })
  })

  it('whoever objects to being contacted is withdrawn, and the receiver hears of it', async () => {
    const { id, receiver, contactId } = await cross('Leave me alone')
    await receiver.client.handovers.accept({ id })
    await receiver.client.consent.add({
      contactId,
      channel: 'any',
      topic: '*',
      state: 'objected',
      proof: 'By phone',
    })
    await w.pump()
    expect(await handovers.get({ id })).toMatchObject({ state: 'withdrawn' })
    expect((await receiver.client.notices.list({})).rows[0]).toMatchObject({ kind: 'withdrawn' })
  })

  it('comes back when the day begins where the firm is', async () => {
    await w.inside((db) => db.updateTable('workspace').set({ zone: 'America/New_York' }).execute())
    w.clock.set(new Date('2026-09-07T14:00:00Z'))
    const { id, receiver, contactId } = await cross('After midnight')
    await receiver.client.handovers.sendBack({ id, reason: 'too_early', date: '2026-11-02' })
    const { sentBack } = await handovers.get({ id })
    expect(sentBack!.evidence).toBe('2026-11-02')
    const backAt = async (at: string) => {
      w.clock.set(new Date(at))
      await w.pump()
      await w.pump()
      return (await handovers.list({ contactId, state: 'offered' })).rows.length
    }
    expect(await backAt('2026-11-02T04:00:00Z')).toBe(0)
    expect(await backAt('2026-11-02T05:01:00Z')).toBe(1)
  })
})

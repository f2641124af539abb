import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const hour = 3_600_000
const asks = (name: string, phone: string) =>
  ({ kind: 'call', name, phone, asks: true, words: 'Wants a price' }) as const

describe('a handover that meets others', async () => {
  const w = await world()
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna', visibility: 'own' })
  const ben = await w.member('sales_rep', { name: 'Ben', visibility: 'own' })
  const seller = (memberId: string) => (memberId === anna.id ? anna : ben)
  let made = 0
  const cross = async (name: string) => {
    const { contactId, leadId } = await w.owner.client.capture.add(asks(name, `0170 000${++made}`))
    await w.pump()
    const [row] = (await w.owner.client.handovers.list({ contactId })).rows
    return { contactId, leadId: leadId!, row: row!, id: row!.id, receiver: seller(row!.receiver!.id) }
  }

  it('waits with “no cover” while all are away, and is offered when somebody is back', async () => {
    const now = w.clock.now()
    const everyone = (await w.owner.client.members.list({})).rows.filter((row) => row.takesLeads)
    for (const { id } of everyone)
      await w.owner.client.calendars.addAbsence({
        memberId: id,
        fromAt: now,
        toAt: new Date(now.getTime() + 24 * hour),
        deputyId: null,
        note: null,
      })
    const { contactId } = await w.owner.client.capture.add(asks('Nobody There', '0170 77'))
    await w.pump()
    const [row] = (await w.owner.client.handovers.list({ contactId })).rows
    expect(row).toMatchObject({
      state: 'waiting',
      why: 'No cover: everybody who could take it is away',
      clock: null,
    })
    w.clock.advance(25 * hour)
    await w.pump()
    expect((await w.owner.client.handovers.list({ contactId })).rows[0]?.state).toBe('offered')
  })

  it('joins the open handover of the same company', async () => {
    const first = await w.owner.client.capture.add({
      ...asks('First At Acme', '0171 1'),
      companyName: 'Acme AG',
    })
    await w.pump()
    const second = await w.owner.client.capture.add({
      ...asks('Second At Acme', '0171 2'),
      companyName: 'Acme AG',
    })
    await w.pump()
    const [open] = (await w.owner.client.handovers.list({ contactId: first.contactId })).rows
    const [joined] = (await w.owner.client.handovers.list({ contactId: second.contactId })).rows
    expect(joined?.state).toBe('joined')
    expect((await w.owner.client.handovers.get({ id: joined!.id })).joinedTo).toBe(open!.id)
    // Whoever has it sees who came too, though that record is nobody's of theirs.
    const { client } = seller(open!.receiver!.id)
    const card = await client.handovers.get({ id: open!.id })
    const came = { id: joined!.id, name: 'Second At Acme', phone: '0171 2' }
    expect(card.joined).toMatchObject([{ ...came, openable: false }])
    await expect(client.handovers.get({ id: joined!.id })).rejects.toMatchObject({ status: 404 })
    expect((await w.owner.client.handovers.get({ id: open!.id })).joined).toMatchObject([
      { ...came, openable: true },
    ])
    await w.owner.client.contacts.remove({ ids: [second.contactId] })
    expect((await client.handovers.get({ id: open!.id })).joined).toEqual([])
  })

  it('names who joined to a contractor only where they are theirs', async () => {
    const { capture, handovers, routing, contacts } = w.owner.client
    const cora = await w.member('contractor', { name: 'Cora' })
    const rule = { name: 'All', productLineId: null, conditions: [], teamId: null }
    await routing.saveRules({ rules: [{ ...rule, memberIds: [cora.id] }] })
    const at = (name: string, phone: string) => capture.add({ ...asks(name, phone), companyName: 'Delta AG' })
    const first = await at('First At Delta', '0174 1')
    await w.pump()
    const { id } = (await handovers.list({ contactId: first.contactId })).rows[0]!
    const second = await at('Second At Delta', '0174 2')
    await w.pump()
    const seen = async () => (await cora.client.handovers.get({ id })).joined.map(({ name }) => name)
    expect((await handovers.get({ id })).joined.map(({ name }) => name)).toEqual(['Second At Delta'])
    expect(await seen()).toEqual([])
    await cora.client.handovers.accept({ id })
    expect(await seen()).toEqual([])
    await contacts.update({ id: second.contactId, ownerId: cora.id })
    expect(await seen()).toEqual(['Second At Delta'])
    await routing.saveRules({ rules: [] })
    await w.owner.client.members.suspend({ id: cora.id })
  })

  it('of two merged people becomes one, the older clock stays', async () => {
    const one = await cross('Merge A')
    w.clock.advance(10 * 60_000)
    const two = await cross('Merge B')
    await w.owner.client.merging.merge({ record: 'contact', winnerId: one.contactId, loserId: two.contactId })
    await w.pump()
    const states = (await w.owner.client.handovers.list({ contactId: one.contactId })).rows.map(
      (row) => row.state,
    )
    expect(states.filter((state) => state === 'offered')).toHaveLength(1)
    expect(states.filter((state) => state !== 'offered')).toEqual(['joined'])
    const open = (await w.owner.client.handovers.list({ contactId: one.contactId })).rows.find(
      ({ state }) => state === 'offered',
    )
    expect((await w.owner.client.handovers.get({ id: open!.id })).joined).toEqual([])
  })

  it('of two separated people is theirs again, unless a colleague is with sales since: it joins that one', async () => {
    const { capture, handovers, merging } = w.owner.client
    const at = (name: string, companyName: string) =>
      capture.add({ ...asks(name, `0172 000${++made}`), companyName })
    const of = async (contactId: string) => {
      const [row] = (await handovers.list({ contactId })).rows
      return { ...(await handovers.get({ id: row!.id })), ...row! }
    }
    const one = await at('Parts A', 'Beta AG')
    await w.pump()
    w.clock.advance(10 * 60_000)
    const two = await at('Parts B', 'Gamma AG')
    await w.pump()
    const joins = await of(two.contactId)
    const { mergeId } = await merging.merge({
      ...{ record: 'contact', winnerId: one.contactId, loserId: two.contactId },
    })
    await w.pump()
    const colleague = await at('Parts C', 'Gamma AG')
    await w.pump()
    const open = await of(colleague.contactId)
    expect([(await handovers.get({ id: joins.id })).state, open.state]).toEqual(['joined', 'offered'])
    w.clock.advance(60_000)
    await merging.unmerge({ id: mergeId })
    await w.pump()
    expect(await of(two.contactId)).toMatchObject({ id: joins.id, state: 'joined', joinedTo: open.id })
    expect(
      await w.sql(
        `select h.changed_at, s.at, s.reason from handover h join handover_state s on s.handover_id = h.id
         where h.id = $1 order by s.recorded_at desc, s.id desc limit 1`,
        [joins.id],
      ),
    ).toEqual([
      { changed_at: w.clock.now(), at: w.clock.now(), reason: 'A colleague of theirs is with sales' },
    ])
    expect((await of(two.contactId)).offers.map(({ state }) => state)).toEqual(['withdrawn'])
    expect([(await of(one.contactId)).state, (await of(colleague.contactId)).state]).toEqual([
      'offered',
      'offered',
    ])
    expect((await w.owner.client.leads.list({ contactId: two.contactId, state: 'open' })).rows).toHaveLength(
      1,
    )
  })

  it('of a merged person goes on with the lead it came of, though that is the younger', async () => {
    const older = await w.owner.client.capture.add({ ...asks('Slow', '0173 1'), asks: false })
    w.clock.advance(10 * 60_000)
    const { contactId, leadId, id, receiver } = await cross('Fast')
    await receiver.client.handovers.accept({ id })
    const { leads, merging, numbers } = w.owner.client
    const counted = async () => {
      const it = { from: new Date(w.clock.now().getTime() - 48 * hour), to: w.clock.now() }
      const { funnel, identities } = await numbers.get({ ...it, view: 'period' })
      return { funnel, hold: identities.map(({ holds }) => holds) }
    }
    const before = await counted()
    const { mergeId } = await merging.merge({
      record: 'contact',
      ...{ winnerId: contactId, loserId: older.contactId },
    })
    await w.pump()
    expect(await w.owner.client.handovers.get({ id })).toMatchObject({ state: 'working', leadId })
    const open = async (of: string) =>
      (await leads.list({ contactId: of, state: 'open' })).rows.map((row) => row.id)
    expect(await open(contactId)).toEqual([leadId])
    expect(await counted()).toEqual(before)
    expect(before.hold).not.toContain(false)
    await merging.unmerge({ id: mergeId })
    expect([await open(contactId), await open(older.contactId)]).toEqual([[leadId], [older.leadId]])
  })
})

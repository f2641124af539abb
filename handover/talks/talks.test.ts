import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const dayMs = 24 * 3600_000

describe('talks', async () => {
  const w = await world()
  const { talks, deals, contacts, tasks, timeline, capture, handovers, audit } = w.owner.client
  const said = async (of: Parameters<typeof timeline.list>[0]) =>
    (await timeline.list(of)).rows.filter((it) => it.kind === 'talk').map((it) => it.text)

  it('are written down on a deal, and stand on its page, its person’s and its firm’s', async () => {
    const { id: contactId } = await contacts.create({ name: 'Erika Muster', companyName: 'Muster AG' })
    const { id: dealId } = await deals.create({ name: 'Forty seats', contactId })
    const companyId = (await contacts.get({ id: contactId })).company!.id
    await talks.add({ dealId, channel: 'phone', outcome: 'no_answer' })
    expect((await deals.get({ id: dealId })).talkedAt).toBeNull()
    w.clock.advance(60_000)
    const at = w.clock.now()
    const { operationId } = await talks.add({
      dealId,
      channel: 'phone',
      outcome: 'reached',
      note: 'Wants forty',
    })
    expect((await deals.get({ id: dealId })).talkedAt).toEqual(at)
    for (const of of [{ dealId }, { contactId }, { companyId }])
      expect(await said(of)).toEqual(['Call: reached', 'Call: no answer'])
    await audit.undo({ id: operationId! })
    expect((await deals.get({ id: dealId })).talkedAt).toBeNull()
    expect(await said({ dealId })).toEqual(['Call: no answer'])
    await timeline.addNote({ dealId, body: 'Ask for Bo' })
    expect((await timeline.list({ dealId })).rows.map((it) => it.kind)).toEqual(['note', 'talk', 'deal.made'])
  })

  it('take a deal off the risks until two weeks later; a next step is asked for after a day', async () => {
    const { id: contactId } = await contacts.create({ name: 'Bo' })
    const { id } = await deals.create({ name: 'Risky', contactId, oneOffMinor: 1 })
    const risks = async () =>
      (await deals.atRisk({ limit: 100 })).rows.find((it) => it.id === id)?.risks.map((it) => it.kind)
    expect(await risks()).toBeUndefined()
    w.clock.advance(dayMs)
    expect(await risks()).toEqual(['no_next_step'])
    const task = await tasks.create({ title: 'Call', dealId: id })
    expect(await risks()).toBeUndefined()
    w.clock.advance(13 * dayMs)
    expect(await risks()).toEqual(['quiet'])
    await talks.add({ contactId, channel: 'meeting', outcome: 'held' })
    expect(await risks()).toBeUndefined()
    await tasks.complete({ id: task.id })
    expect(await risks()).toEqual(['no_next_step'])
  })

  it('count for the handover that the caller works on', async () => {
    const { contactId } = await capture.add({ kind: 'call', name: 'Asks', phone: '030 901820', asks: true })
    await w.pump()
    const [row] = (await handovers.list({ contactId, box: 'open' })).rows
    if (row!.state === 'offered') await handovers.accept({ id: row!.id })
    await talks.add({ contactId, channel: 'phone', outcome: 'reached' })
    expect((await handovers.get({ id: row!.id })).attempts).toMatchObject([{ outcome: 'reached' }])
  })

  it('need somebody, and nobody of another firm', async () => {
    const { id: dealId } = await deals.create({ name: 'With nobody' })
    await expect(talks.add({ dealId, channel: 'phone', outcome: 'reached' })).rejects.toMatchObject({
      data: { reason: 'nobody' },
    })
    const { id: contactId } = await contacts.create({ name: 'Ours' })
    const stranger = await w.other()
    for (const of of [{ contactId }, { dealId }])
      await expect(
        stranger.client.talks.add({ ...of, channel: 'phone', outcome: 'reached' }),
      ).rejects.toMatchObject({ status: 404 })
    const future = new Date(w.clock.now().getTime() + dayMs)
    await expect(
      talks.add({ contactId, channel: 'phone', outcome: 'reached', occurredAt: future }),
    ).rejects.toMatchObject({ data: { reason: 'in_the_future' } })
  })
})

import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const hour = 3_600_000
const asks = (name: string, phone: string) =>
  ({ kind: 'call', name, phone, asks: true, words: 'Wants a price' }) as const

describe('alone, both hats on', async () => {
  const w = await world()
  const { capture, handovers, contacts, notices } = w.owner.client

  it('a crossing is accepted by rule and stays out of every rate', async () => {
    const { contactId } = await capture.add(asks('Solo Kundin', '030 111'))
    await w.pump()
    const { rows } = await handovers.list({ contactId })
    expect(rows).toMatchObject([
      { state: 'working', byRule: true, lane: 'asked', title: 'Solo Kundin', why: 'Called us (Olga Owner)' },
    ])
    expect(await contacts.get({ id: contactId })).toMatchObject({
      stage: 'working',
      owner: { id: w.owner.id },
    })
    const card = await handovers.get({ id: rows[0]!.id })
    expect(card.first).toBe('Hello Solo Kundin, you called us today: “Wants a price.” How can I help?')
    expect(card.permissions).toMatchObject([{ channel: 'phone', basis: 'request' }])
    expect((await notices.list({})).rows[0]).toMatchObject({ kind: 'offered' })
    const numbers = await w.owner.client.numbers.get({
      from: new Date('2026-03-01'),
      to: new Date('2026-04-01'),
    })
    expect(numbers.funnel.find((step) => step.key === 'funnel.accepted')).toMatchObject({ n: 1, byRule: 1 })
    expect(numbers.rates.find((rate) => rate.key === 'acceptance')?.share.cases).toBe(0)
  })

  it('the row and the card name the deal made of it, and the deal’s page the call and their words', async () => {
    const { deals, pipeline, timeline } = w.owner.client
    const { contactId } = await capture.add(asks('With a deal', '030 114'))
    await w.pump()
    const row = async () => (await handovers.list({ contactId })).rows[0]!
    const { id } = await row()
    expect(await row()).toMatchObject({ words: 'Wants a price', tried: false, deal: null })
    await handovers.attempt({ id, channel: 'phone', outcome: 'reached', note: 'By Friday' })
    expect(await row()).toMatchObject({ tried: true, deal: null })
    const { leadId } = await handovers.get({ id })
    const at = w.clock.now()
    w.clock.advance(hour)
    const deal = await deals.create({ name: 'Forty seats', contactId, leadId: leadId! })
    await w.pump()
    const marked = (await pipeline.get()).stages.find(({ qualified }) => qualified)!
    expect(await row()).toMatchObject({ state: 'working', deal: { id: deal.id, name: 'Forty seats' } })
    expect(await handovers.get({ id })).toMatchObject({ deal: { id: deal.id }, qualifiesAt: marked.name })
    expect((await deals.get({ id: deal.id })).talkedAt).toEqual(at)
    expect((await timeline.list({ dealId: deal.id })).rows).toMatchObject([
      { kind: 'deal.made' },
      { kind: 'talk', text: 'Call: reached', detail: 'By Friday' },
      { kind: 'call.captured', detail: 'Wants a price' },
    ])
    await deals.move({ id: deal.id, stageId: marked.id })
    await w.pump()
    expect(await handovers.get({ id })).toMatchObject({
      ...{ state: 'qualified', qualifiesAt: null, deal: { id: deal.id } },
    })
  })

  it('runs the pump again without doing anything twice', async () => {
    const { contactId } = await capture.add(asks('Twice', '030 112'))
    await w.pump()
    const before = await w.sql('select count(*) as n from handover_state')
    await w.inside(async (db) => {
      const { contactNews } = await import('#platform/pump')
      await contactNews(db, [{ contactId, cause: 'facts' }], w.clock.now())
    })
    await w.pump()
    expect(await w.sql('select count(*) as n from handover_state')).toEqual(before)
    expect((await handovers.list({ contactId })).rows).toHaveLength(1)
  })

  it('asking again joins nothing new and signals who has it', async () => {
    const { contactId } = await capture.add(asks('Again', '030 113'))
    await w.pump()
    w.clock.advance(hour)
    await capture.add({ kind: 'call', contactId, asks: true })
    await w.pump()
    expect((await handovers.list({ contactId })).rows).toHaveLength(1)
    expect((await notices.list({})).rows[0]).toMatchObject({
      kind: 'signal',
      title: 'Again is interested again',
    })
  })

  it('somebody with a deal is worked on, and qualified once it entered the stage marked so', async () => {
    const { contacts, deals, pipeline } = w.owner.client
    const { id: contactId } = await contacts.create({ name: 'Found by sales' })
    const deal = await deals.create({ name: 'Cables', contactId, oneOffMinor: 100 })
    const stage = async () => {
      await w.pump()
      return (await contacts.get({ id: contactId })).stage
    }
    expect(await stage()).toBe('working')
    const marked = (await pipeline.get()).stages.find(({ qualified }) => qualified)!
    await deals.move({ id: deal.id, stageId: marked.id })
    expect(await stage()).toBe('qualified')
    await deals.remove({ id: deal.id })
    expect(await stage()).toBe('person')
  })
})

import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'
import { browsing, origin, person, type Visitor } from './browsing.ts'

const [minute, day] = [60_000, 86_400_000]

/** From a hit of a browser through the pump to the card: “the hottest moment is a customer reading the price page”. */
describe('the hot moment of somebody whom sales knows', async () => {
  const w = await world({ proxied: true })
  const { tracking, contacts, deals, pipeline, handovers, leads, scoring, consent } = w.owner.client
  const t = await browsing(w)
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna', visibility: 'own' })
  const { productLineId } = (await scoring.list())[0]!
  let made = 0
  /** Somebody who opened a link of their own: what their browser does is theirs. */
  const known = async (name: string) => {
    const n = ++made
    const { id } = await contacts.create({ name, email: `person${n}@buyer.example` })
    const { url } = await tracking.link({ id, url: `${origin}/` })
    const visitor = person(`192.0.2.${n}`, {}, n.toString(16).padStart(32, '0'))
    await t.page(visitor, '/start', '', { l: new URL(url).searchParams.get('baton') })
    await w.pump()
    return { id, visitor }
  }
  const reads = async (visitor: Visitor, path: string) => {
    w.clock.advance(minute)
    await t.page(visitor, path)
    await w.pump()
  }
  const sells = async (contactId: string, name: string) => {
    const { id } = await deals.create({ name, contactId, ownerId: anna.id, oneOffMinor: 100 })
    await w.pump()
    return id
  }
  const wins = async (contactId: string, name: string) => {
    const reason = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!
    await deals.win({ id: await sells(contactId, name), reasonId: reason.id })
    await w.pump()
  }
  const cards = async (contactId: string) =>
    (await handovers.list({ contactId })).rows.map(({ state, receiver }) => [state, receiver?.id])
  const told = async (contactId: string) =>
    (await anna.client.notices.list({})).rows
      .filter((row) => row.kind === 'signal' && row.contactId === contactId)
      .map(({ title, body }) => [title, body])

  it('in a new firm: a customer reads the price page, and whoever has them gets one card for the visit', async () => {
    const { id, visitor } = await known('Carla Customer')
    await wins(id, 'First order')
    await reads(visitor, '/about')
    await reads(visitor, '/precision')
    expect(await cards(id)).toEqual([])
    await reads(visitor, '/prices')
    expect(await cards(id)).toEqual([['signalled', anna.id]])
    const words = `Read www.firm.example/prices`
    expect(await told(id)).toEqual([['Carla Customer is interested again', `${words}. A customer already`]])
    const { rows } = await anna.client.handovers.list({ contactId: id })
    expect(await anna.client.handovers.get({ id: rows[0]!.id })).toMatchObject({
      ...{ lane: 'earned', why: 'A customer already', may: { attempt: true, answer: false } },
      reasons: [{ text: words, grade: 'by_person' }],
    })
    await reads(visitor, '/prices/list')
    await reads(visitor, '/prices')
    w.clock.advance(2 * day)
    await reads(visitor, '/prices')
    expect(await cards(id)).toHaveLength(1)
    expect(await told(id)).toHaveLength(1)
    w.clock.advance(6 * day)
    await reads(visitor, '/prices')
    expect(await cards(id)).toHaveLength(2)
    expect((await leads.list({ contactId: id })).rows).toEqual([])
  })

  it('tells nobody of somebody whom sales does not have', async () => {
    const { id, visitor } = await known('Paul Passer-by')
    await reads(visitor, '/prices')
    expect(await cards(id)).toEqual([])
    expect((await leads.list({ contactId: id })).rows).toEqual([])
  })

  it('tells nobody of a customer who does not want to be contacted, but of one who asks', async () => {
    const { id, visitor } = await known('Olga Objects')
    await wins(id, 'Her order')
    await consent.add({ contactId: id, channel: 'any', topic: '*', state: 'objected', proof: 'By phone' })
    await reads(visitor, '/prices')
    expect(await cards(id)).toEqual([])
    await w.owner.client.capture.add({ kind: 'call', contactId: id, asks: true })
    await w.pump()
    expect(await cards(id)).toHaveLength(1)
  })

  const enforce = async (exclude: Content['exclude']) => {
    const matcher = {
      kind: 'page.viewed',
      where: [{ path: 'page', op: 'contains', value: '/offer' } as const],
    }
    const content: Content = {
      rules: [{ id: 'offer', axis: 'interest', points: 30, lifeH: null, last: 3, matcher }],
      ...{ fitMax: 0, interestMax: 100, enter: 60, leave: 30, required: [], exclude, recencyDays: null },
    }
    const draft = await scoring.saveDraft({ productLineId, lanes: 'both', content })
    await scoring.enforce({ id: draft.id })
    await w.tick('rescore')
    await w.pump()
  }

  it('with a score: who was handed over, is ready since and has a deal, makes one card by a page that counts', async () => {
    await enforce([])
    const { id, visitor } = await known('Dora Deal')
    await reads(visitor, '/offer/1')
    expect(await cards(id)).toEqual([])
    await reads(visitor, '/offer/2')
    expect(await cards(id)).toEqual([['offered', anna.id]])
    const { id: handover } = (await handovers.list({ contactId: id })).rows[0]!
    await reads(visitor, '/offer/3')
    await anna.client.handovers.accept({ id: handover })
    await w.pump()
    w.clock.advance(8 * day)
    // Being worked on: who has them hears of it, on the card that they have.
    await reads(visitor, '/offer/1')
    await reads(visitor, '/offer/2')
    expect(await cards(id)).toEqual([['working', anna.id]])
    expect(await told(id)).toEqual([['Dora Deal is interested again', 'Read www.firm.example/offer/1']])
    const deal = await sells(id, 'Forty seats')
    const stage = (await pipeline.get()).stages.find(({ qualified }) => qualified)!
    await deals.move({ id: deal, stageId: stage.id })
    await w.pump()
    expect(await cards(id)).toEqual([['qualified', anna.id]])
    await reads(visitor, '/offer/3')
    expect(await cards(id)).toHaveLength(1)
    w.clock.advance(8 * day)
    await reads(visitor, '/about')
    expect(await cards(id)).toHaveLength(1)
    await reads(visitor, '/offer/1')
    await reads(visitor, '/offer/2')
    const counted = (await leads.list({ contactId: id })).rows
    expect(counted).toHaveLength(1)
    const [signal, ...others] = (await handovers.list({ contactId: id, state: 'signalled' })).rows
    expect(others).toEqual([])
    expect(await anna.client.handovers.get({ id: signal!.id })).toMatchObject({
      ...{ signalToDeal: deal, leadId: counted[0]!.id, receiver: { id: anna.id } },
    })
    expect(await told(id)).toHaveLength(2)
  })

  it('though customers are never passed on by this score, their moment is told once they are strong', async () => {
    await enforce([{ field: 'customer', op: 'eq', value: true }])
    const { id, visitor } = await known('Ella Excluded')
    await wins(id, 'An order')
    await reads(visitor, '/prices')
    await reads(visitor, '/offer/1')
    expect(await cards(id)).toEqual([])
    await reads(visitor, '/offer/2')
    expect(await cards(id)).toEqual([['signalled', anna.id]])
    await reads(visitor, '/offer/3')
    expect(await cards(id)).toHaveLength(1)
    const crossings = `select 1 from journal_event e join identity i on i.subject_id = e.subject_id
      where e.kind = 'readiness.changed' and i.contact_id = $1`
    expect(await w.sql(crossings, [id])).toEqual([])
  })

  it('who asked and becomes strong in the same visit is one card', async () => {
    await enforce([])
    const { id, visitor } = await known('Ada Asks')
    await sells(id, 'Ten seats')
    await reads(visitor, '/offer/1')
    await w.owner.client.capture.add({ kind: 'call', contactId: id, asks: true })
    await w.pump()
    await reads(visitor, '/offer/2')
    expect(await cards(id)).toEqual([['signalled', anna.id]])
    expect(await told(id)).toHaveLength(1)
  })
})

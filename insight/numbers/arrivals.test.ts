import { describe, expect, it } from 'vitest'
import { letterBounced, type NewLetter, queueLetter } from '#mail/letters'
import { subjectOf } from '#people/identity'
import { uuidv7 } from '#platform/clock'
import { figureAsker, formVisits, world } from '#platform/testing'

const period = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') }

describe('before there is a lead', async () => {
  const w = await world()
  const { tracking, numbers, contacts, companies } = w.owner.client
  const minute = 60_000
  await tracking.save({ on: true, sites: ['firm.example'] })
  const [{ key } = { key: '' }] = await w.sql<{ key: string }>('select key from website')
  const { publish, open } = formVisits(w)
  const { url } = await publish('Inquiry', 'asks')
  const tell = async (browser: string, told: object) => {
    const answer = await fetch(`${w.publicUrl}/-/hit/${key}`, {
      method: 'POST',
      headers: { origin: 'https://firm.example', 'user-agent': 'Mozilla/5.0 Firefox/140.0' },
      body: JSON.stringify({ e: 'page', u: 'https://firm.example/prices', i: browser.repeat(32), ...told }),
    })
    expect(answer.status).toBe(204)
  }
  const ask = async (browser: string, email: string) => {
    const { send } = await open(url)
    expect((await send({ name: 'Asks', email, '-visitor': browser.repeat(32) })).status).toBe(303)
  }
  const figure = figureAsker(w.owner.client, period)

  it('visits of people are counted, and those in which their person did what opened a lead', async () => {
    await tell('a', { u: 'https://firm.example/prices?gclid=G' })
    w.clock.advance(5 * minute)
    await ask('a', 'in-the-visit@buyer.example')
    await tell('b', {})
    await tell('c', {})
    w.clock.advance(31 * minute)
    await ask('c', 'after-the-visit@buyer.example')
    await tell('d', { e: 'event', n: 'Only an event' })
    for (let n = 0; n < 6; n++) await tell('e', { u: `https://firm.example/${n}` })
    w.clock.advance(24 * 60 * minute)
    await tell('a', {})
    await ask('a', 'in-the-visit@buyer.example')
    expect((await figure('rate.visit_to_lead')).share).toMatchObject({ hits: 1, cases: 5 })
    await w.tick('tracking.judge')
    expect((await figure('rate.visit_to_lead')).share).toMatchObject({ hits: 1, cases: 4, text: '1 of 4' })
    expect(await figure('visit.human')).toMatchObject({ value: 4, n: 4 })
    const rows = await numbers.rows({ ...period, key: 'visit.opened' })
    expect((await numbers.visits(period)).rate?.share).toMatchObject({ hits: 1, cases: 4 })
    for (const key of ['visit.human', 'rate.visit_to_lead'])
      expect(await figure(key, { visits: false })).toBeUndefined()
    const [person] = (await contacts.list({ q: 'in-the-visit' })).rows
    expect(rows.rows.map(({ unit, recordId, title }) => [unit, recordId, title])).toEqual([
      ['contact', person!.id, 'Asks, firm.example/prices'],
    ])
    const all = await numbers.rows({ ...period, key: 'visit.human' })
    expect(all.rows.map(({ unit }) => unit)).toEqual(['contact', 'contact', 'visit', 'contact'])
  })

  it('visits are told of a source, and to nobody who sees a part', async () => {
    expect((await figure('rate.visit_to_lead', { channel: 'ads' })).share).toMatchObject({
      hits: 1,
      cases: 1,
    })
    const rep = (await w.member('sales_rep', { visibility: 'own' })).client
    for (const asked of [
      await figureAsker(rep, period)('visit.human'),
      await figure('visit.human', { memberId: w.owner.id }),
    ])
      expect(asked).toMatchObject({ value: null, behind: [], note: expect.stringMatching(/visit/i) })
    expect((await rep.numbers.visits(period)).rate).toBeNull()
    expect(await figureAsker(rep, period)('rate.visit_to_lead')).toMatchObject({
      share: { text: '–' },
      behind: [],
    })
    await expect(rep.numbers.rows({ ...period, key: 'visit.human' })).rejects.toMatchObject({ status: 404 })
  })

  it('names what it can be narrowed to, of what the caller sees', async () => {
    const { campaigns } = w.owner.client
    const fair = await campaigns.create({
      name: 'Fair',
      channel: 'event',
      from: '2026-03-01',
      to: '2026-03-09',
    })
    const all = await numbers.choices({})
    expect(all.channels).toContain('ads')
    expect([all.campaigns, all.forms]).toMatchObject([[{ id: fair.id, name: 'Fair' }], [{ name: 'Inquiry' }]])
    const only = { ...period, channel: 'ads', formId: all.forms[0]!.id, campaignId: fair.id }
    expect((await numbers.rows({ ...only, key: 'funnel.lead', view: 'period' })).n).toBe(0)
    const ads = { ...only, campaignId: undefined, key: 'funnel.lead', view: 'period' as const }
    expect((await numbers.rows(ads)).n).toBe((await figure('funnel.lead', { channel: 'ads' })).value)
    const rep = (await w.member('sales_rep', { visibility: 'own' })).client
    expect(await rep.numbers.choices({})).toMatchObject({ channels: [], campaigns: [], forms: [] })
  })

  it('letters to people are delivered as long as they do not come back', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const { id: companyId } = await companies.create({ name: 'Mailed GmbH' })
    const mine = await rep.client.contacts.create({ name: 'Mine', email: 'mine@buyer.example' })
    const theirs = await contacts.create({ name: 'Theirs', email: 'theirs@buyer.example', companyId })
    const write = (more: Partial<NewLetter>) =>
      w.inside(async (db) => {
        const words = { to: 'somebody@buyer.example', subject: 'Hello', text: 'Words', html: '<p>Words</p>' }
        const letter = { ...words, effectKey: uuidv7(w.clock.now()), kind: 'test', ...more }
        const id = (await queueLetter(db, letter, w.clock.now()))!
        await db
          .updateTable('letter')
          .set({ state: 'accepted', finished_at: w.clock.now() })
          .where('id', '=', id)
          .execute()
        return id
      })
    const subject = (id: string) => w.inside((db) => subjectOf(db, id))
    await write({ memberId: w.owner.id })
    await write({ subjectId: await subject(mine.id) })
    const back = await write({ subjectId: await subject(theirs.id) })
    await write({ subjectId: await subject(theirs.id) })
    const told = async (client = w.owner.client) => {
      const keys = ['accepted', 'bounced', 'delivered']
      return Promise.all(keys.map(async (it) => (await figureAsker(client, period)(`letter.${it}`)).value))
    }
    expect(await told()).toEqual([3, 0, 3])
    await w.inside((db) => letterBounced(db, back, { reply: '550 gone', now: w.clock.now() }))
    expect(await told()).toEqual([3, 1, 2])
    expect(await told(rep.client)).toEqual([1, 0, 1])
    const { rows } = await numbers.rows({ ...period, key: 'letter.bounced' })
    expect(rows).toMatchObject([{ unit: 'contact', recordId: theirs.id, title: 'Theirs' }])
    expect(await figure('letter.delivered', { channel: 'ads' })).toBeUndefined()
  })
})

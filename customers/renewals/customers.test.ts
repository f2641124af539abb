import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const day = 86_400_000

describe('customers and renewals', async () => {
  const w = await world()
  const { customers, deals, pipeline, contacts, companies, talks } = w.owner.client
  const won = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
  const win = async (input: Parameters<typeof deals.create>[0]) => {
    const { id } = await deals.create(input)
    w.clock.advance(1000)
    await deals.win({ id, reasonId: won })
    return id
  }
  const names = async (q?: string) => (await customers.list(q ? { q } : {})).rows.map(({ name }) => name)

  it('begins empty', async () => {
    expect(await customers.list({})).toEqual({ rows: [], next: null, count: 0, recurringMinor: 0 })
  })

  it('are companies, or people without one; what renews next comes first', async () => {
    const firm = (await companies.create({ name: 'Kabelwerk Süd' })).id
    const { id: worker } = await contacts.create({ name: 'Wanda', companyId: firm })
    const { id: alone } = await contacts.create({ name: 'Änne Allein' })
    const { id: old } = await contacts.create({ name: 'Olaf Old' })
    await deals.create({ name: 'Open only', contactId: (await contacts.create({ name: 'Not yet' })).id })
    await win({ name: 'Ended', contactId: old, recurringMinor: 500, termMonths: 1 })
    w.clock.advance(60 * day)
    await win({ name: 'Yearly', companyId: firm, oneOffMinor: 1000, recurringMinor: 100, termMonths: 24 })
    await win({ name: 'Monthly', companyId: firm, contactId: worker, recurringMinor: 50, termMonths: 6 })
    await win({ name: 'Once', contactId: alone, oneOffMinor: 700 })
    await talks.add({ contactId: worker, channel: 'phone', outcome: 'reached' })
    const { rows, count, recurringMinor } = await customers.list({})
    expect(rows.map(({ name, record }) => [name, record])).toEqual([
      ['Kabelwerk Süd', 'company'],
      ['Änne Allein', 'contact'],
      ['Olaf Old', 'contact'],
    ])
    expect(count).toBe(3)
    expect(recurringMinor).toBe(150)
    expect(rows[0]).toMatchObject({
      deals: 2,
      valueMinor: 1000 + 12 * 100 + 6 * 50,
      recurringMinor: 150,
      endedAt: null,
      owner: { id: expect.any(String) },
      talkedAt: w.clock.now(),
    })
    expect(rows[0]!.renewsAt!.getTime()).toBeLessThan(w.clock.now().getTime() + 185 * day)
    expect(rows[1]).toMatchObject({ renewsAt: null, endedAt: null, recurringMinor: 0 })
    expect(rows[2]).toMatchObject({ renewsAt: null, recurringMinor: 0 })
    expect(rows[2]!.endedAt!.getTime()).toBeLessThan(w.clock.now().getTime())
  })

  it('are found by a part of the name, and paged without a gap', async () => {
    expect(await names('kabelwerk sud')).toEqual(['Kabelwerk Süd'])
    expect(await names('anne')).toEqual(['Änne Allein'])
    expect([await names('%'), await names('_nne')]).toEqual([[], []])
    const first = await customers.list({ limit: 2 })
    const second = await customers.list({ limit: 2, cursor: first.next! })
    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(await names())
    expect(second.next).toBeNull()
  })

  it('name the deal whose term ends first and the one that is to renew it; once that is won, the next end counts', async () => {
    const { id: contactId } = await contacts.create({ name: 'Rita Renew' })
    const term = { contactId, recurringMinor: 100, termMonths: 24 }
    const first = await win({ ...term, name: 'First term' })
    const other = await win({ ...term, name: 'Other, ends later', termMonths: 30 })
    const row = async () => (await customers.list({ q: 'Rita' })).rows[0]!
    const end = async (id: string) => (await deals.get({ id })).endsAt
    expect(await row()).toMatchObject({
      ...{ ending: { id: first, name: 'First term' }, renewal: null, renewsAt: await end(first) },
    })
    const renews = { ...term, name: 'Goes on', renewsId: first }
    const refused = (id: string, renewsId: string) =>
      expect(deals.update({ id, renewsId })).rejects.toMatchObject({ data: { reason: 'not_before' } })
    const { id: renewal } = await deals.create(renews)
    expect(await row()).toMatchObject({
      renewal: { id: renewal, name: 'Goes on' },
      renewsAt: await end(first),
    })
    expect(await deals.get({ id: renewal })).toMatchObject({ renews: { id: first, name: 'First term' } })
    expect((await deals.get({ id: first })).renewedBy).toEqual([
      { id: renewal, name: 'Goes on', state: 'open' },
    ])
    await expect(deals.create({ ...renews, renewsId: renewal })).rejects.toMatchObject({
      data: { reason: 'no_term' },
    })
    await refused(first, first)
    // A year before the end nobody would guess that it renews: the deal says so.
    w.clock.advance(360 * day)
    await deals.win({ id: renewal, reasonId: won })
    expect(await row()).toMatchObject({
      ...{ ending: { id: other }, renewal: null, renewsAt: await end(other), recurringMinor: 200 },
    })
    await refused(first, renewal)
    const sally = await w.member('sales_rep', { name: 'Sally R', visibility: 'own' })
    await deals.update({ id: renewal, ownerId: sally.id })
    expect((await sally.client.deals.get({ id: renewal })).renews).toBeNull()
    await expect(sally.client.deals.create({ name: 'Theirs', renewsId: first })).rejects.toMatchObject({
      data: { reason: 'no_deal' },
    })
    const undo = await deals.update({ id: renewal, renewsId: null })
    expect((await row()).ending).toMatchObject({ id: first })
    await w.owner.client.audit.undo({ id: undo.operationId! })
    expect((await row()).ending).toMatchObject({ id: other })
    await deals.remove({ id: first })
    expect((await deals.get({ id: renewal })).renews).toBeNull()
  })

  it('stay out of sight of who may not see their deals', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    expect(await rep.client.customers.list({})).toMatchObject({ rows: [], count: 0, recurringMinor: 0 })
  })

  it('come to a sum with all that belong to them, each number as its rows', async () => {
    const { rollups } = w.owner.client
    const { id: top } = await companies.create({ name: 'Summe Holding' })
    const { id: below } = await companies.create({ name: 'Summe Tochter', parentId: top })
    const { id: last } = await companies.create({ name: 'Summe Enkelin', parentId: below })
    await contacts.create({ name: 'Tina', companyId: top })
    await contacts.create({ name: 'Theo', companyId: last })
    const { id: gone } = await contacts.create({ name: 'Tom', companyId: last })
    await contacts.remove({ ids: [gone] })
    await deals.create({ name: 'Open here', companyId: top, oneOffMinor: 100 })
    await deals.create({ name: 'Open there', companyId: last, oneOffMinor: 7, currency: 'JPY' })
    await win({ name: 'Won there', companyId: last, oneOffMinor: 900, recurringMinor: 10, termMonths: 24 })
    const found = await rollups.get({ id: top })
    const own = (await deals.list({ companyId: top })).rows[0]!.currency
    expect(found.alone).toEqual({
      ...{ companies: 1, people: 1, customers: 0, won: { count: 0, values: [] } },
      open: { count: 1, values: [{ currency: own, valueMinor: 100 }] },
    })
    expect(found.within).toMatchObject({ companies: 3, people: 2, customers: 1 })
    expect(found.within!.open.values).toEqual(
      [
        { currency: own, valueMinor: 100 },
        { currency: 'JPY', valueMinor: 7 },
      ].toSorted((a, b) => a.currency.localeCompare(b.currency)),
    )
    expect(found.within!.won).toEqual({ count: 1, values: [{ currency: own, valueMinor: 900 + 120 }] })
    // What each number opens.
    const is = (field: string, value: string) => ({ field, operator: 'is' as const, value: [value] })
    const all = (...items: ReturnType<typeof is>[]) => ({ filter: { match: 'all' as const, items } })
    expect(await contacts.count(all(is('within', top)))).toMatchObject({ count: 2 })
    expect(await companies.count(all(is('within', top), is('bought', 'yes')))).toMatchObject({ count: 1 })
    expect(await deals.count({ within: top, state: 'open' })).toMatchObject({ count: 2 })
    expect(await deals.count({ within: top, state: 'won' })).toMatchObject({ count: 1 })
    expect((await rollups.get({ id: last })).within).toBeNull()
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await companies.update({ id: top, ownerId: rep.id })
    expect(await rep.client.rollups.get({ id: top })).toMatchObject({
      alone: { people: 0, open: { count: 0 } },
      within: null,
    })
  })

  it('stay with who looks after them when a colleague sells them more', async () => {
    const { onboarding, handovers, capture } = w.owner.client
    const sally = await w.member('sales_rep', { name: 'Sally', visibility: 'own' })
    const ben = await w.member('sales_rep', { name: 'Ben', visibility: 'own' })
    const mona = await w.member('marketer', { name: 'Mona' })
    const firmOf = async (name: string, ownerId: string) => {
      const { id: companyId } = await companies.create({ name, ownerId })
      const { id: contactId } = await contacts.create({ name: `Kim of ${name}`, companyId })
      return { companyId, contactId }
    }
    const sells = async (seller: typeof ben, firm: { companyId: string; contactId: string }) => {
      const { id: dealId } = await deals.create({ ...firm, name: 'Sold', ownerId: seller.id })
      w.clock.advance(day)
      await seller.client.deals.win({ id: dealId, reasonId: won })
      await w.pump()
      const [row] = (await onboarding.list({ dealId })).rows
      return [row!.state, row!.receiver.name]
    }
    const kept = await firmOf('Folge AG', sally.id)
    expect(await sells(sally, kept)).toEqual(['working', 'Sally'])
    // Taken over counts more than whose firm it is.
    await companies.update({ id: kept.companyId, ownerId: ben.id })
    expect(await sells(ben, kept)).toEqual(['offered', 'Sally'])
    expect((await customers.list({ q: 'Folge' })).rows[0]!.owner!.name).toBe('Sally')
    await capture.add({ contactId: kept.contactId, kind: 'call', asks: true, words: 'More seats' })
    await w.pump()
    const [signal] = (await handovers.list({ contactId: kept.contactId })).rows
    expect(signal).toMatchObject({ state: 'signalled', receiver: { name: 'Sally' } })
    const [standing] = await w.sql('select account_owner_id as id from standing where contact_id = $1', [
      kept.contactId,
    ])
    expect(standing).toEqual({ id: sally.id })
    // Whose firm it is looks after it from the first sale on, if they see it; who is known as a customer in any case.
    const max = await w.member('sales_manager', { name: 'Max' })
    expect(await sells(ben, await firmOf('Konto AG', max.id))).toEqual(['offered', 'Max'])
    expect(await sells(ben, await firmOf('Erste AG', sally.id))).toEqual(['working', 'Ben'])
    const old = await firmOf('Altkunde AG', sally.id)
    await w.inside((db) =>
      db.updateTable('contact').set({ status: 'customer' }).where('id', '=', old.contactId).execute(),
    )
    expect(await sells(ben, old)).toEqual(['offered', 'Sally'])
    expect(await sells(ben, await firmOf('Messe AG', mona.id))).toEqual(['working', 'Ben'])
  })
})

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

  it('stay out of sight of who may not see their deals', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    expect(await rep.client.customers.list({})).toMatchObject({ rows: [], count: 0, recurringMinor: 0 })
  })
})

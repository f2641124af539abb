import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('deals are found', async () => {
  const w = await world()
  const { deals, contacts, companies, fields, audit, erasing, search } = w.owner.client
  const { key } = await fields.create({ record: 'deal', label: 'Tender', type: 'text' })
  const phone = await fields.create({ record: 'deal', label: 'Hotline', type: 'phone' })
  const contactId = (await contacts.create({ name: 'Xaver Quitt', ownerId: w.owner.id })).id
  const companyId = (await companies.create({ name: 'Voltwerk' })).id
  const { id } = await deals.create({
    ...{ name: 'Ninety seats', contactId, companyId },
    fields: { [key]: 'Rathaus Süd', [phone.key]: '+49 30 901820' },
  })
  await deals.batch({ records: [{ id, externalId: 'OPP-7731' }] })
  const found = async (q: string, client = w.owner.client) =>
    (await client.deals.list({ q })).rows.map((it) => it.name)
  const containing = async (value: string) =>
    (
      await deals.list({
        filter: { match: 'all', items: [{ field: `custom.${key}`, operator: 'contains', value }] },
      })
    ).rows.length

  it.each([
    ['its name', 'ninety'],
    ['its company', 'voltwerk'],
    ['its number', 'opp-7731'],
    ['its person', 'quitt xaver'],
    ['a field of one’s own', 'rathaus sud'],
    ['a telephone number in one', '901820'],
  ])('by %s', async (_, q) => {
    expect(await found(q)).toEqual(['Ninety seats'])
    const { rows } = await search.find({ q })
    expect(rows.map((it) => it.id)).toContain(id)
  })

  it('by a part of a field of one’s own, also after it was changed and that was taken back', async () => {
    expect(await containing('athaus')).toBe(1)
    const { operationId } = await deals.update({ id, fields: { [key]: 'Bauhof' } })
    expect([await containing('athaus'), await containing('auho')]).toEqual([0, 1])
    await audit.undo({ id: operationId! })
    expect([await found('rathaus'), await found('bauhof')]).toEqual([['Ninety seats'], []])
  })

  it('by who their person is now, and by nobody who is gone', async () => {
    const { operationId } = await contacts.update({ id: contactId, name: 'Xaver Zwick' })
    await w.pump()
    expect([await found('quitt'), await found('zwick')]).toEqual([[], ['Ninety seats']])
    await audit.undo({ id: operationId! })
    await w.pump()
    expect(await found('quitt')).toEqual(['Ninety seats'])
    const gone = await contacts.remove({ ids: [contactId] })
    await w.pump()
    expect(await found('quitt')).toEqual([])
    await audit.undo({ id: gone.operationId! })
    await w.pump()
    expect(await found('quitt')).toEqual(['Ninety seats'])
  })

  it('not by a person whom who sees the deal may not see', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await deals.update({ id, ownerId: rep.id })
    expect(await found('ninety', rep.client)).toEqual(['Ninety seats'])
    expect(await found('quitt', rep.client)).toEqual([])
    await contacts.update({ id: contactId, ownerId: rep.id })
    await w.pump()
    expect(await found('quitt', rep.client)).toEqual(['Ninety seats'])
  })

  it('not by somebody who was erased', async () => {
    await erasing.erase({ contactId, name: 'Xaver Quitt', cause: 'asked' })
    await w.tick('erasures')
    await w.pump()
    expect([await found('quitt'), await found('ninety')]).toEqual([[], ['Ninety seats']])
    const left = await w.sql(`select id from search_entry where words like '%quitt%' or words like '%xaver%'`)
    expect(left).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'

describe('columns of a file', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { contacts, companies, fields, audit } = w.owner.client

  it('with tags put them on who is known already too, once, and the import’s undo takes them off', async () => {
    const { id } = await contacts.create({ name: 'Anna', email: 'anna@firm.example', tags: ['Old'] })
    const firmId = (await companies.create({ name: 'Kabelwerk', tags: ['Key account'] })).id
    const people = await write(
      'tags.csv',
      'Email,Tags\nanna@firm.example,Fair 2026; old\nbea@firm.example,Fair 2026',
    )
    const brought = await bring('contacts', people)
    expect(counted(brought)).toEqual([2, 1, 1, 0, 0])
    expect((await contacts.get({ id })).tags).toEqual(['Fair 2026', 'Old'])
    expect(counted(await bring('contacts', people))).toEqual([2, 0, 0, 2, 0])
    const firms = await write(
      'firms.csv',
      'Company name,Industry,Tags\nkabelwerk,,Partner|KEY ACCOUNT\nNeu,Metal,Partner',
    )
    expect(counted(await bring('companies', firms))).toEqual([2, 1, 1, 0, 0])
    expect((await companies.get({ id: firmId })).tags).toEqual(['Key account', 'Partner'])
    expect((await companies.list({ tag: 'partner' })).rows.map(({ name }) => name)).toEqual([
      'Kabelwerk',
      'Neu',
    ])
    expect(counted(await bring('companies', firms))).toEqual([2, 0, 0, 2, 0])
    await audit.undo({ id: brought.operationId })
    expect((await contacts.get({ id })).tags).toEqual(['Old'])
  })

  it('for a field of the firm’s own let the file win where they say so', async () => {
    const field = {
      ...{ label: 'Shoe', type: 'text' as const, choices: [], role: 'plain' as const, roleReason: null },
    }
    const shoe = async (text: string, policy?: 'overwrite' | 'fill' | 'keep') => {
      const columns = {
        Email: { to: 'email', field: null, empty: [] },
        Shoe: { to: null, field, empty: [], ...(policy && { policy }) },
      }
      const file = await write('shoes.csv', `Email,Shoe\nshoe@firm.example,${text}\n`)
      await bring('contacts', file, { mapping: { policy: 'fill', columns } })
      return (await contacts.list({ q: 'shoe@firm.example' })).rows[0]!.id
    }
    const id = await shoe('42', 'keep')
    expect((await contacts.get({ id })).custom).toEqual({ shoe: '42' })
    await shoe('43')
    expect((await contacts.get({ id })).custom).toEqual({ shoe: '42' })
    await shoe('44', 'overwrite')
    expect((await contacts.get({ id })).custom).toEqual({ shoe: '44' })
    await shoe('45', 'keep')
    expect((await contacts.get({ id })).custom).toEqual({ shoe: '44' })
  })

  it('that are called as a field of the firm’s own are proposed for it, those of ours for ours', async () => {
    for (const label of ['Kundennummer', 'Town'])
      await fields.create({ record: 'contact', label, type: 'text', rules: {} })
    const file = await write('own.csv', 'Kundennummer,Email,Town\nK-1,own@firm.example,Ulm\n')
    await bring('contacts', file)
    const person = (await contacts.list({ q: 'own@firm.example' })).rows[0]!
    expect(person).toMatchObject({ externalId: null, city: 'Ulm', custom: { kundennummer: 'K-1' } })
  })
})

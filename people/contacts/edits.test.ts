import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('edits of many values at once', async () => {
  const w = await world()
  const { contacts, companies, fields, audit } = w.owner.client
  await fields.create({ record: 'contact', label: 'Level', type: 'choice', choices: ['Gold', 'Silver'] })
  const anna = (await contacts.create({ name: 'Anna', city: 'Köln' })).id
  const bert = (await contacts.create({ name: 'Bert', city: 'Bonn' })).id
  const edits = [
    { id: anna, city: 'Ulm', was: { city: 'Köln' } },
    { id: anna, custom: { level: 'gold' } },
    { id: anna, custom: { level: 'Copper' } },
    { id: bert, email: 'not an address' },
    { id: bert, city: 'Trier', was: { city: 'Berlin' } },
    { id: bert, ownerId: '01900000-0000-7000-8000-000000000000' },
    { id: '01900000-0000-7000-8000-000000000000', city: 'Nowhere' },
    { id: bert, companyName: 'New GmbH' },
  ]
  const refused = [
    { index: 2, reason: expect.stringContaining('one of: Gold, Silver') },
    { index: 3, reason: expect.stringContaining('email') },
    { index: 4, reason: expect.stringContaining('changed it to “Bonn” meanwhile') },
    { index: 5, reason: expect.any(String) },
    { index: 6, reason: expect.any(String) },
  ]
  const shown = async () =>
    (await contacts.list({ sort: 'name', direction: 'asc' })).rows.map((row) => [
      ...[row.name, row.city, row.company?.name, row.custom.level],
    ])
  const before = [
    ['Anna', 'Köln', undefined, undefined],
    ['Bert', 'Bonn', undefined, undefined],
  ]

  it('are shown beforehand, with what would be refused, and nothing is changed', async () => {
    const seen = await contacts.edits({ edits, preview: true })
    expect(seen).toEqual({ changed: 3, refused, operationId: null })
    expect(await shown()).toEqual(before)
    expect((await companies.list({})).rows).toEqual([])
  })

  it('are made as one, and taken back as one', async () => {
    const done = await contacts.edits({ edits })
    expect(done).toMatchObject({ changed: 3, refused })
    expect(await shown()).toEqual([
      ['Anna', 'Ulm', undefined, 'Gold'],
      ['Bert', 'Bonn', 'New GmbH', undefined],
    ])
    await audit.undo({ id: done.operationId! })
    expect(await shown()).toEqual(before)
  })

  it('are refused to whoever may not edit', async () => {
    const reader = await w.member('viewer')
    await expect(reader.client.contacts.edits({ edits, preview: true })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await contacts.edits({ edits: [{ id: anna, city: 'Ulm' }] })).changed).toBe(1)
    await expect(contacts.edits({ edits: [] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('of a company follow the same way', async () => {
    const { id } = await companies.create({ name: 'Alpha', employees: 5 })
    const made = await companies.edits({
      edits: [
        { id, employees: 9, was: { employees: 5 } },
        { id, employees: -1 },
        { id, sector: 'Energy' },
      ],
    })
    expect(made).toMatchObject({ changed: 2, refused: [{ index: 1 }] })
    expect(await companies.get({ id })).toMatchObject({ employees: 9, sector: 'Energy' })
  })

  it('come by the thousand', async () => {
    const { rows } = await contacts.batch({
      records: Array.from({ length: 250 }, (_, n) => ({ name: `P ${n}`, city: 'Bonn' })),
    })
    const many = rows.flatMap(({ id }, n) => [
      { id, city: `Town ${n}`, was: { city: 'Bonn' } },
      { id, jobTitle: `Job ${n}`, was: { jobTitle: null } },
      { id, country: 'DE' },
      { id, custom: { level: n % 2 ? 'Gold' : 'Silver' } },
    ])
    const done = await contacts.edits({ edits: many })
    expect(done).toMatchObject({ changed: 1000, refused: [] })
    const last = () => contacts.get({ id: rows[249]!.id! })
    expect(await last()).toMatchObject({ city: 'Town 249', jobTitle: 'Job 249', custom: { level: 'Gold' } })
    await audit.undo({ id: done.operationId! })
    expect(await last()).toMatchObject({ city: 'Bonn', jobTitle: null, country: null, custom: {} })
  }, 180_000)
})

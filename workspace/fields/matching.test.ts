import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'

const rules = { once: true as const }

describe('a row of a file finds people by what they have only once', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { fields, contacts, audit, merging } = w.owner.client
  for (const [label, type] of [
    ['Number', 'text'],
    ['Seat', 'number'],
  ] as const)
    await fields.create({ record: 'contact', label, type, rules })
  const make = async (name: string, custom: Record<string, string | number>, more: object = {}) =>
    (await contacts.create({ name, custom, ...more })).id
  const one = async (id: string) => contacts.get({ id })
  const take = async (...lines: string[]) => bring('contacts', await write('rows.csv', lines.join('\n')))
  const reasons = ({ refusedRows }: Awaited<ReturnType<typeof take>>) =>
    refusedRows.map(({ reason }) => reason)
  const isThere = async (q: string) => (await contacts.list({ q })).rows.length
  const ada = await make('Ada', { number: 'K-Ä1' })
  await make('Bea', { number: 'K-2', seat: 7 }, { email: 'bea@once.example' })

  it('whatever the case, and fills them in; the same file twice changes nothing, and an undo takes it back', async () => {
    const rows = ['Number,Name,Email,City', ' k-a1,Ada B,ada@once.example,Ulm', 'K-9,Cleo,,Bonn']
    const brought = await take(...rows)
    expect(counted(brought)).toEqual([2, 1, 1, 0, 0])
    expect(await one(ada)).toMatchObject({
      ...{ name: 'Ada', email: 'ada@once.example', city: 'Ulm', custom: { number: 'K-Ä1' } },
    })
    expect(counted(await take(...rows))).toEqual([2, 0, 0, 2, 0])
    expect(await audit.undo({ id: brought.operationId })).toMatchObject({ conflicts: [] })
    expect(await one(ada)).toMatchObject({ email: null, city: null, custom: { number: 'K-Ä1' } })
    expect(await isThere('Cleo')).toBe(0)
  })

  it('and is refused where it leads to two, by another of these fields, by address or by external id', async () => {
    await contacts.update({ id: ada, externalId: 'crm-1' })
    const brought = await take(
      'Number,Seat,Contact ID,Email,Name',
      'K-Ä1,7,,,Who',
      'K-Ä1,,,bea@once.example,Who',
      'K-2,,crm-1,,Who',
      'K-2,7,,bea@once.example,Bea',
    )
    expect(counted(brought)).toEqual([4, 0, 0, 1, 3])
    expect(reasons(brought)).toEqual([
      '“K-Ä1” in “Number” leads to Ada, “7” in “Seat” to Bea. Correct the one that is wrong.',
      '“K-Ä1” in “Number” leads to Ada, “bea@once.example” to Bea. Correct the one that is wrong.',
      '“K-2” in “Number” leads to Bea, “crm-1” to Ada. Correct the one that is wrong.',
    ])
  })

  it('of which two with the same value are one, made by the first', async () => {
    const rows = ['Number,Email,City', 'T-1,twin@once.example,', 't-1,other@once.example,Köln']
    expect(counted(await take(...rows))).toEqual([2, 1, 1, 0, 0])
    const { rows: found } = await contacts.list({ q: 'twin@once.example' })
    expect(found).toMatchObject([{ city: 'Köln', custom: { number: 'T-1' } }])
    expect(await isThere('other@once.example')).toBe(0)
    expect(counted(await take(...rows))).toEqual([2, 0, 0, 2, 0])
  })

  it('and tells apart by it who shares an address or a telephone', async () => {
    const first = await make('First', { number: 'S-1' }, { email: 'both@once.example', phone: '030 4711' })
    const second = await make('Second', { number: 'S-2' }, { email: 'both@once.example' })
    const rows = ['Number,Email,City', 'S-2,both@once.example,Ulm', 'S-1,both@once.example,Bonn']
    expect(counted(await take(...rows))).toEqual([2, 0, 2, 0, 0])
    expect([(await one(first)).city, (await one(second)).city]).toEqual(['Bonn', 'Ulm'])
    const byPhone = ['Number,Phone,Name', 'S-3,030 4711,Third', ',030 4711,First']
    expect(counted(await take(...byPhone))).toEqual([2, 1, 0, 1, 0])
    expect(await isThere('Third')).toBe(1)
    expect(counted(await take('Number,Name', 'S-4,Nobody’s', ',Nameless'))).toEqual([2, 2, 0, 0, 0])
  })

  it('not by what lies in the bin alone, and by who stayed in a merge, whose own value stays', async () => {
    const gone = await make('Gone', { number: 'B-1' })
    await contacts.remove({ ids: [gone] })
    expect(counted(await take('Number,Name', 'B-1,Heir'))).toEqual([1, 1, 0, 0, 0])
    const [stays, ends] = [await make('Stays', { number: 'M-1' }), await make('Ends', { number: 'M-2' })]
    await merging.merge({ record: 'contact', winnerId: stays, loserId: ends, take: [] })
    const file = await write('merged.csv', 'Number,City\nM-2,Trier')
    const field = {
      label: 'Number',
      type: 'text' as const,
      choices: [],
      role: 'plain' as const,
      roleReason: null,
    }
    const mapping = {
      policy: 'overwrite' as const,
      columns: {
        Number: { to: null, field, empty: [] },
        City: { to: 'city', field: null, empty: [] },
      },
    }
    expect(counted(await bring('contacts', file, { mapping }))).toEqual([1, 0, 1, 0, 0])
    expect(await one(stays)).toMatchObject({ city: 'Trier', custom: { number: 'M-1' } })
  })

  it('and is refused where two have it from before the rule, unless it says which', async () => {
    const { id, key } = await fields.create({ record: 'contact', label: 'Card', type: 'text' })
    await make('Card A', { [key]: 'c1' }, { email: 'card@once.example' })
    await make('Card B', { [key]: 'C1' })
    await fields.update({ id, rules })
    const brought = await take('Card,Email,Name', 'c1,,Who', 'c1,card@once.example,Card A')
    expect(counted(brought)).toEqual([2, 0, 0, 1, 1])
    expect(reasons(brought)).toEqual([
      '“c1” in “Card” is of Card A and of Card B. Give each their own first.',
    ])
  })

  it('also in a file of several chunks', async () => {
    const rows = Array.from({ length: 2000 }, (_, n) => `L-${n},Many ${n}`)
    expect(counted(await take('Number,Name', ...rows))).toEqual([2000, 2000, 0, 0, 0])
    expect(counted(await take('Number,Name', ...rows))).toEqual([2000, 0, 0, 2000, 0])
  })
})

describe('a row of a file finds companies and deals by what they have only once', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { fields, companies, deals, audit, merging } = w.owner.client
  await fields.create({ record: 'company', label: 'Customer', type: 'text', rules })
  await fields.create({ record: 'deal', label: 'Order', type: 'text', rules })
  const take = async (record: 'companies' | 'deals', ...lines: string[]) =>
    bring(record, await write(`${record}.csv`, lines.join('\n')))

  it('a company that is called otherwise by now, and two of one name', async () => {
    const { id } = await companies.create({ name: 'Renamed', custom: { customer: 'D-1' } })
    const rows = [
      'Company name,Customer,Company ID,City',
      'Before,d-1,,Ulm',
      'Müller,D-2,,Bonn',
      'Muller,D-3,,Köln',
      'Again,D-2,erp-2,Trier',
    ]
    const brought = await take('companies', ...rows)
    expect(counted(brought)).toEqual([4, 2, 2, 0, 0])
    expect(await companies.get({ id })).toMatchObject({ name: 'Renamed', city: 'Ulm' })
    const { rows: found } = await companies.list({ q: 'ller' })
    expect(found.map(({ custom, externalId, city }) => [custom.customer, externalId, city]).sort()).toEqual([
      ['D-2', 'erp-2', 'Bonn'],
      ['D-3', null, 'Köln'],
    ])
    expect(counted(await take('companies', ...rows))).toEqual([4, 0, 0, 4, 0])
    const refused = await take(
      'companies',
      'Company name,Customer,Company ID',
      ',D-1,',
      ',D-9,',
      'Who,D-3,erp-2',
    )
    expect(counted(refused)).toEqual([3, 0, 0, 1, 2])
    expect(refused.refusedRows).toMatchObject([
      { reason: 'A company needs a name.' },
      { reason: '“D-3” in “Customer” leads to Muller, “erp-2” to Müller. Correct the one that is wrong.' },
    ])
    await audit.undo({ id: brought.operationId })
    expect((await companies.list({})).rows).toMatchObject([{ name: 'Renamed', city: null }])
  })

  it('a company that stayed in a merge', async () => {
    const make = async (name: string, customer: string) =>
      (await companies.create({ name, custom: { customer } })).id
    const [winnerId, loserId] = [await make('Stays AG', 'E-1'), await make('Ends AG', 'E-2')]
    await merging.merge({ record: 'company', winnerId, loserId, take: [] })
    expect(counted(await take('companies', 'Company name,Customer,City', 'Ends AG,E-2,Ulm'))).toEqual([
      1, 0, 1, 0, 0,
    ])
    expect(await companies.get({ id: winnerId })).toMatchObject({ city: 'Ulm', custom: { customer: 'E-1' } })
  })

  it('a deal, which takes its external id and more, and two that are alike but for it', async () => {
    const { id } = await deals.create({ name: 'One', fields: { order: 'O-1' } })
    const rows = [
      'Deal ID,Deal name,Amount,Order',
      'ext-1,Later name,5,o-1',
      ',Same,5,O-2',
      ',Same,5,O-3',
      'ext-2,Same,5,O-3',
    ]
    const brought = await take('deals', ...rows)
    expect(counted(brought)).toEqual([4, 2, 2, 0, 0])
    expect(await deals.get({ id })).toMatchObject({ name: 'One', externalId: 'ext-1' })
    expect(counted(await take('deals', ...rows))).toEqual([4, 0, 0, 4, 0])
    const refused = await take(
      'deals',
      'Deal ID,Deal name,Order',
      'ext-1,Who,O-2',
      'ext-9,New,O-9',
      'ext-9,Who,O-3',
    )
    expect(refused.refusedRows.map(({ reason }) => reason)).toEqual([
      '“O-2” in “Order” leads to Same, “ext-1” to One. Correct the one that is wrong.',
      '“O-3” in “Order” leads to Same, “ext-9” to New. Correct the one that is wrong.',
    ])
    await audit.undo({ id: refused.operationId })
    await audit.undo({ id: brought.operationId })
    expect((await deals.list({})).rows).toMatchObject([{ name: 'One', externalId: null }])
  })
})

describe('a program’s records are known by what they have only once, where it says so', async () => {
  const { w } = await importingFirm()
  const { fields, contacts, companies, deals, merging, audit } = w.owner.client
  await fields.create({ record: 'contact', label: 'Number', type: 'text', rules })
  await fields.create({ record: 'company', label: 'Seat', type: 'number', rules })
  await fields.create({ record: 'deal', label: 'Order', type: 'text', rules })
  await fields.create({ record: 'deal', label: 'Plain', type: 'text' })
  const told = ({ created, updated, refused }: { created: number; updated: number; refused: number }) => [
    ...[created, updated, refused],
  ]

  it('as people, also those that the call itself makes; by nothing else is one refused as before', async () => {
    const { id } = await contacts.create({ name: 'Ada', custom: { number: 'K-1' } })
    const records = [
      { externalId: 'crm-1', city: 'Ulm', custom: { number: ' k-1 ' } },
      { name: 'Bea', custom: { number: 'K-2' } },
      { city: 'Bonn', custom: { number: 'k-2' } },
      { name: 'Cleo' },
      { id, jobTitle: 'Head', custom: { number: 'K-1' } },
    ]
    const done = await contacts.batch({ by: 'number', records })
    expect(told(done)).toEqual([2, 3, 0])
    expect(done.rows.map((row) => row.id === id)).toEqual([true, false, false, false, true])
    expect(await contacts.get({ id })).toMatchObject({ name: 'Ada', city: 'Ulm', externalId: 'crm-1' })
    expect(await contacts.get({ id: done.rows[1]!.id! })).toMatchObject({ name: 'Bea', city: 'Bonn' })
    await audit.undo({ id: done.operationId! })
    expect(await contacts.get({ id })).toMatchObject({ city: null, externalId: null })
    const without = await contacts.batch({ records: [{ name: 'Dora', custom: { number: 'K-1' } }] })
    expect(without.rows[0]!.problem).toMatchObject({ code: 'value_taken' })
  })

  it('and lead to who stayed in a merge, whose own value stays', async () => {
    const make = async (name: string, number: string) =>
      (await contacts.create({ name, custom: { number } })).id
    const [winnerId, loserId] = [await make('Stays', 'M-1'), await make('Ends', 'M-2')]
    await merging.merge({ record: 'contact', winnerId, loserId, take: [] })
    const done = await contacts.batch({
      by: 'number',
      records: [{ city: 'Trier', custom: { number: 'M-2' } }],
    })
    expect(done.rows).toMatchObject([{ is: 'updated', id: winnerId }])
    expect(await contacts.get({ id: winnerId })).toMatchObject({ city: 'Trier', custom: { number: 'M-1' } })
  })

  it('not beyond the reach of who sends them', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const done = await rep.client.contacts.batch({
      by: 'number',
      records: [
        { city: 'Mine', custom: { number: 'K-1' } },
        { name: 'Mine', custom: { number: 'R-1' } },
      ],
    })
    expect(told(done)).toEqual([1, 0, 1])
  })

  it('as companies and deals', async () => {
    const firm = await companies.create({ name: 'Kabelwerk', custom: { seat: 7 } })
    const firms = [
      { city: 'Ulm', custom: { seat: 7 } },
      { name: 'Neu', custom: { seat: 8 } },
    ]
    expect(told(await companies.batch({ by: 'seat', records: firms }))).toEqual([1, 1, 0])
    expect(await companies.get({ id: firm.id })).toMatchObject({ city: 'Ulm' })
    const deal = await deals.create({ name: 'One', fields: { order: 'O-1' } })
    const orders = [{ oneOffMinor: 500, fields: { order: 'o-1' } }, { fields: { order: 'O-2' } }]
    const done = await deals.batch({ by: 'order', records: orders })
    expect(told(done)).toEqual([0, 1, 1])
    expect(await deals.get({ id: deal.id })).toMatchObject({ name: 'One', oneOffMinor: 500 })
    for (const by of ['plain', 'nothing'])
      await expect(deals.batch({ by, records: orders })).rejects.toMatchObject({
        data: { reason: 'no_such_key' },
      })
  })
})

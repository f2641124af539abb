import { beforeAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { Condition, FilterGroup } from '#workspace/lists/contract'

const one = (
  field: string,
  operator: Condition['operator'],
  value: Condition['value'] = null,
): FilterGroup => ({
  match: 'all',
  items: [{ field, operator, value }],
})

describe('the list of people', async () => {
  const w = await world()
  const { contacts, companies, fields, lists, consent } = w.owner.client
  const ids: Record<string, string> = {}
  const named = async (filter: FilterGroup) =>
    (await contacts.list({ filter, sort: 'name', direction: 'asc' })).rows.map((row) => row.name)

  beforeAll(async () => {
    for (const [label, type] of [
      ['Level', 'choice'],
      ['Budget', 'money'],
      ['Renewal', 'date'],
      ['Member', 'yesno'],
    ] as const)
      await fields.create({
        record: 'contact',
        label,
        type,
        choices: type === 'choice' ? ['Gold', 'Silver'] : [],
      })
    const firm = await companies.create({ name: 'Ångström & Co', sector: 'Energy', employees: 250 })
    const people = [
      {
        name: 'Anna',
        email: 'anna@x.example',
        phone: '0170 555 12 34',
        city: 'Köln',
        tags: ['Fair'],
        companyId: firm.id,
        custom: { level: 'Gold', budget: 150_000, renewal: '2026-03-20' },
      },
      { name: 'Émile', city: 'Köln', jobTitle: 'Chef', custom: { level: 'Silver', member: true } },
      { name: 'Cem', city: 'Bonn', phone: '+49 30 901820', tags: ['Fair', 'Old'], ownerId: w.owner.id },
      { name: 'Dora', email: 'dora@x.example' },
    ]
    for (const person of people) ids[person.name] = (await contacts.create(person)).id
  })

  it.each<[string, FilterGroup, string[]]>([
    ['text without accents', one('city', 'contains', 'KOL'), ['Anna', 'Émile']],
    ['not containing, also where nothing is known', one('city', 'not_contains', 'koln'), ['Cem', 'Dora']],
    ['is not', one('city', 'is_not', 'Bonn'), ['Anna', 'Dora', 'Émile']],
    ['empty', one('city', 'empty'), ['Dora']],
    ['a number however it is grouped', one('phone', 'contains', '0170/5551234'), ['Anna']],
    ['a tag', one('tag', 'is', ['fair']), ['Anna', 'Cem']],
    ['without a tag', one('tag', 'is_not', ['Fair']), ['Dora', 'Émile']],
    ['no tag at all', one('tag', 'empty'), ['Dora', 'Émile']],
    ['the company', one('company', 'contains', 'angstrom'), ['Anna']],
    ['what the company is', one('companySector', 'is', 'energy'), ['Anna']],
    ['how large it is', one('companyEmployees', 'gt', '100'), ['Anna']],
    ['a choice', one('custom.level', 'is', ['Gold']), ['Anna']],
    ['an amount', one('custom.budget', 'between', ['100000', '200000']), ['Anna']],
    ['a day', one('custom.renewal', 'is', '2026-03-20'), ['Anna']],
    ['the days to come', one('custom.renewal', 'next_days', '30'), ['Anna']],
    ['yes', one('custom.member', 'is', 'true'), ['Émile']],
    ['added lately', one('created', 'last_days', '1'), ['Anna', 'Cem', 'Dora', 'Émile']],
    [
      'added today as the firm counts days',
      one('created', 'is', '2026-03-02'),
      ['Anna', 'Cem', 'Dora', 'Émile'],
    ],
    ['added longer ago', one('created', 'older_days', '3'), []],
    [
      'alternatives inside conditions',
      {
        match: 'all',
        items: [
          { field: 'city', operator: 'not_empty', value: null },
          { match: 'any', items: [one('tag', 'is', ['Old']), one('jobTitle', 'is', 'chef')] },
        ],
      },
      ['Cem', 'Émile'],
    ],
    [
      'exceptions, also for whom nothing is known',
      { match: 'none', items: [one('city', 'is', 'Köln'), one('tag', 'is', ['Old'])] },
      ['Dora'],
    ],
  ])('finds by %s', async (_, filter, expected) => {
    expect(await named(filter)).toEqual(expected)
    expect(await contacts.count({ filter })).toEqual({ count: expected.length, exact: true })
  })

  it('finds by owner and by consent', async () => {
    expect(await named(one('owner', 'is', [w.owner.id]))).toEqual(['Cem'])
    expect(await named(one('owner', 'empty'))).toEqual(['Anna', 'Dora', 'Émile'])
    await consent.add({
      contactId: ids.Anna!,
      channel: 'email',
      topic: 'newsletter',
      basis: 'consent',
      state: 'granted',
      proof: 'said so',
    })
    await consent.add({
      contactId: ids.Dora!,
      channel: 'email',
      topic: 'newsletter',
      basis: 'consent',
      state: 'granted',
      proof: 'said so',
    })
    w.clock.advance(60_000)
    await consent.add({
      contactId: ids.Dora!,
      channel: 'email',
      topic: 'newsletter',
      basis: 'consent',
      state: 'objected',
      proof: 'called',
    })
    expect(await named(one('mayEmail', 'is', ['granted']))).toEqual(['Anna'])
    expect(await named(one('mayEmail', 'is', ['objected', 'withdrawn']))).toEqual(['Dora'])
    expect(await named(one('mayEmail', 'empty'))).toEqual(['Cem', 'Émile'])
    expect(await named(one('mayPhone', 'is', ['granted']))).toEqual([])
  })

  it('refuses what makes no sense, by name', async () => {
    for (const [filter, reason] of [
      [one('secret', 'is', 'x'), 'unknown_field'],
      [one('city', 'gt', '3'), 'bad_filter'],
      [one('interest', 'gt', 'lots'), 'bad_filter'],
      [one('created', 'after', '2026-02-31'), 'bad_filter'],
      [one('created', 'last_days', '1e9'), 'bad_filter'],
      [one('name', 'is', []), 'bad_filter'],
    ] as const)
      await expect(contacts.list({ filter })).rejects.toMatchObject({ data: { reason } })
    await expect(contacts.list({ sort: 'tag' })).rejects.toMatchObject({ data: { reason: 'unknown_sort' } })
    const { next } = await contacts.list({ sort: 'name', limit: 1 })
    await expect(contacts.list({ sort: 'city', cursor: next! })).rejects.toMatchObject({
      data: { reason: 'bad_cursor' },
    })
  })

  it('goes by any column both ways without a gap, what is not known last', async () => {
    const { rows: offered } = await lists.fields({ record: 'contact' })
    const sorts = offered.filter((field) => field.sorts).map((field) => field.id)
    expect(sorts).toEqual(
      expect.arrayContaining(['name', 'owner', 'company', 'city', 'custom.budget', 'custom.level']),
    )
    for (const sort of sorts)
      for (const direction of ['asc', 'desc'] as const) {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await contacts.list({ sort, direction, limit: 1, ...(cursor && { cursor }) })
          seen.push(...page.rows.map((row) => row.name))
          cursor = page.next ?? undefined
        } while (cursor)
        expect(seen.toSorted(), `${sort} ${direction}`).toEqual(['Anna', 'Cem', 'Dora', 'Émile'])
        if (sort === 'city') expect(seen.at(-1)).toBe('Dora')
        if (sort === 'custom.budget') expect(seen[0]).toBe('Anna')
      }
  })

  it('says what it can be filtered by', async () => {
    const { rows } = await lists.fields({ record: 'contact' })
    const field = (id: string) => rows.find((row) => row.id === id)
    expect(field('custom.level')).toMatchObject({
      label: 'Level',
      kind: 'choice',
      options: [{ value: 'Gold' }, { value: 'Silver' }],
    })
    expect(field('tag')?.options?.map((option) => option.value)).toEqual(['Fair', 'Old'])
    expect(field('owner')?.options).toContainEqual({ value: w.owner.id, label: 'Olga Owner' })
    expect(field('custom.budget')).toMatchObject({ kind: 'money', currency: 'EUR' })
    expect(field('mayEmail')?.kind).toBe('choice')
  })

  it('finds every one of many with a common word, and counts them all', async () => {
    await w.inside(async (db) => {
      const { createContact } = await import('./making.ts')
      for (let n = 0; n < 130; n++)
        await createContact(
          db,
          { name: `Common ${n}`, city: n % 2 ? 'Ulm' : null, status: 'person', via: 'import' },
          { now: w.clock.now(), region: 'DE' },
        )
    })
    expect(await contacts.count({ q: 'COMMON' })).toEqual({ count: 130, exact: true })
    expect(await contacts.count({ q: 'common', filter: one('city', 'is', 'Ulm') })).toEqual({
      count: 65,
      exact: true,
    })
    expect(
      (await contacts.list({ q: 'ommon 12', sort: 'name', direction: 'asc' })).rows.map((row) => row.name)[0],
    ).toBe('Common 112')
    expect(await contacts.count({ q: 'co' })).toEqual({ count: 130, exact: true })
  })

  it('shows each role what it may see: in the list, the count and the search', async () => {
    const team = await w.owner.client.members.addTeam({ name: 'North' })
    const own = await w.member('sales_rep', { visibility: 'own', teamId: team.id, name: 'Rita' })
    const mate = await w.member('sales_rep', { visibility: 'team', teamId: team.id, name: 'Tom' })
    const all = await w.member('viewer', { visibility: 'all' })
    await contacts.update({ id: ids.Anna!, ownerId: own.id })
    await contacts.update({ id: ids.Cem!, ownerId: mate.id })
    await contacts.update({ id: ids.Émile!, ownerId: w.owner.id })
    const see = async ({ client }: typeof own, filter: FilterGroup) => {
      const rows = (await client.contacts.list({ filter, sort: 'name', direction: 'asc' })).rows.map(
        (row) => row.name,
      )
      expect((await client.contacts.count({ filter, exactly: true })).count).toBe(rows.length)
      return rows
    }
    const known = one('name', 'is', ['anna', 'cem', 'dora', 'emile'])
    expect(await see(own, known)).toEqual(['Anna'])
    // A team also sees what nobody owns.
    expect(await see(mate, known)).toEqual(['Anna', 'Cem', 'Dora'])
    expect(await see(all, known)).toEqual(['Anna', 'Cem', 'Dora', 'Émile'])
    expect((await own.client.contacts.count({ q: 'common' })).count).toBe(0)
    expect(await see(own, one('owner', 'is', [mate.id]))).toEqual([])
    const stranger = await w.other()
    expect(await see(stranger, known)).toEqual([])
  })
})

describe('the list of companies', async () => {
  const w = await world()
  const { companies, contacts, fields } = w.owner.client

  it('has the same filters, orders and reach', async () => {
    const { key } = await fields.create({ record: 'company', label: 'Plants', type: 'number' })
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const sud = await companies.create({
      name: 'Kabel Süd',
      city: 'Ulm',
      employees: 40,
      custom: { [key]: 3 },
    })
    await companies.create({
      name: 'Anlagen Nord',
      employees: 900,
      revenueMinor: 5_000_000,
      parentId: sud.id,
      ownerId: rep.id,
    })
    await contacts.create({ name: 'Anna', companyId: sud.id })
    const names = async (filter: FilterGroup) =>
      (await companies.list({ filter })).rows.map((row) => row.name)
    expect(await names(one('name', 'contains', 'sud'))).toEqual(['Kabel Süd'])
    expect(await names(one('people', 'gt', '0'))).toEqual(['Kabel Süd'])
    expect(await names(one(`custom.${key}`, 'is', '3'))).toEqual(['Kabel Süd'])
    expect(await names(one('parent', 'is', 'Kabel Süd'))).toEqual(['Anlagen Nord'])
    expect(await names(one('revenue', 'gt', '100'))).toEqual(['Anlagen Nord'])
    expect(await names({ match: 'none', items: [one('employees', 'gt', '100')] })).toEqual(['Kabel Süd'])
    for (const sort of ['people', 'employees', 'revenue', 'owner', 'parent', 'city', `custom.${key}`]) {
      const first = await companies.list({ sort, direction: 'desc', limit: 1 })
      const second = await companies.list({ sort, direction: 'desc', limit: 1, cursor: first.next! })
      expect(new Set([first, second].flatMap((it) => it.rows.map((row) => row.id))).size, sort).toBe(2)
    }
    expect((await rep.client.companies.list({})).rows.map((row) => row.name)).toEqual(['Anlagen Nord'])
    expect(await rep.client.companies.count({ q: 'kabel' })).toEqual({ count: 0, exact: true })
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('people in groups', async () => {
  const w = await world()
  const { contacts, companies, fields } = w.owner.client
  type Asked = Parameters<typeof contacts.groups>[0]
  const groups = async (by: string, more: Partial<Asked> = {}) => {
    const found = await contacts.groups({ by, ...more })
    expect(found).toMatchObject({ exact: true, more: false })
    return found.groups.map((it) => [it.label, it.count])
  }

  beforeAll(async () => {
    for (const [label, type, choices] of [
      ['Level', 'choice', ['Gold', 'Silver', 'Bronze']],
      ['Uses', 'choices', ['Saw', 'Press']],
      ['Member', 'yesno', []],
      ['Renewal', 'date', []],
      ['Guide', 'member', []],
      ['Heads', 'number', []],
    ] as const)
      await fields.create({ record: 'contact', label, type, choices: [...choices] })
    const firm = await companies.create({ name: 'Ångström', sector: 'Energy' })
    const guide = w.owner.id
    for (const person of [
      {
        ...{ name: 'Anna', country: 'Österreich', companyId: firm.id, tags: ['Fair', 'VIP'], ownerId: guide },
        custom: {
          level: 'Silver',
          uses: ['Saw', 'Press'],
          member: true,
          renewal: '2026-03-31',
          guide,
          heads: 5,
        },
      },
      {
        ...{ name: 'Bert', country: 'österreich', companyId: firm.id, tags: ['Fair'] },
        custom: { level: 'Gold', uses: ['Saw'], renewal: '2026-03-01', heads: 7 },
      },
      { name: 'Cora', country: 'Belgien', custom: { level: 'Silver', renewal: '2026-04-01' } },
      { name: 'Dora' },
    ])
      await contacts.create(person)
  })

  it.each<[string, [string | null, number][]]>([
    [
      'country',
      [
        ['Belgien', 1],
        ['Österreich', 2],
        [null, 1],
      ],
    ],
    [
      'tag',
      [
        ['Fair', 2],
        ['VIP', 1],
        [null, 2],
      ],
    ],
    [
      'companySector',
      [
        ['Energy', 2],
        [null, 2],
      ],
    ],
    [
      'custom.level',
      [
        ['Gold', 1],
        ['Silver', 2],
        [null, 1],
      ],
    ],
    [
      'custom.uses',
      [
        ['Saw', 2],
        ['Press', 1],
        [null, 2],
      ],
    ],
    [
      'custom.member',
      [
        ['Yes', 1],
        ['No', 3],
      ],
    ],
    [
      'custom.renewal',
      [
        ['2026-04', 1],
        ['2026-03', 2],
        [null, 1],
      ],
    ],
    ['created', [['2026-03', 4]]],
    ['status', [['Person', 4]]],
  ])('divide by %s, and each group is looked into', async (by, expected) => {
    expect(
      (await groups(by)).map(([label, count]) => [label === 'österreich' ? 'Österreich' : label, count]),
    ).toEqual(expected)
    for (const { condition, count } of (await contacts.groups({ by })).groups) {
      const page = await contacts.list({ group: condition, limit: 1 })
      const rest = page.next ? await contacts.list({ group: condition, cursor: page.next }) : { rows: [] }
      expect(page.rows.length + rest.rows.length, `${by} ${condition.value}`).toBe(count)
      expect(await contacts.count({ group: condition })).toEqual({ count, exact: true })
    }
  })

  it('name colleagues by their names', async () => {
    const [me] = (await w.owner.client.members.list({})).rows
    const { name } = me!
    expect(await groups('owner')).toEqual([
      [name, 1],
      [null, 3],
    ])
    expect(await groups('custom.guide')).toEqual([
      [name, 1],
      [null, 3],
    ])
  })

  it('are what the filter finds, summed by a number', async () => {
    const filter = {
      match: 'all' as const,
      items: [{ field: 'country', operator: 'not_empty' as const, value: null }],
    }
    expect(await groups('custom.level', { filter })).toEqual([
      ['Gold', 1],
      ['Silver', 2],
    ])
    const { groups: summed } = await contacts.groups({ by: 'custom.level', sum: 'custom.heads', filter })
    expect(summed.map(({ label, sum }) => [label, sum])).toEqual([
      ['Gold', 7],
      ['Silver', 5],
    ])
    const nested = { match: 'all' as const, items: [{ match: 'any' as const, items: [filter] }] }
    const group = { field: 'custom.level', operator: 'is' as const, value: ['Silver'] }
    expect((await contacts.list({ filter: nested, group })).rows.map(({ name }) => name).sort()).toEqual([
      'Anna',
      'Cora',
    ])
  })

  it('are refused by what would be as many groups as people, or is not there', async () => {
    for (const by of ['name', 'email', 'interest', 'custom.heads', 'nothing'])
      await expect(contacts.groups({ by })).rejects.toMatchObject({ data: { reason: 'unknown_group' } })
    await expect(contacts.groups({ by: 'owner', sum: 'name' })).rejects.toMatchObject({
      data: { reason: 'unknown_sum' },
    })
  })

  it('are changed as a whole', async () => {
    const group = { field: 'custom.level', operator: 'is' as const, value: ['Silver'] }
    expect(await contacts.bulk({ where: { group }, set: { city: 'Ulm' } })).toMatchObject({ count: 2 })
  })

  it('show to who sees a part only that part', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await rep.client.contacts.create({ name: 'Own', country: 'Chile', tags: ['VIP'] })
    const own = await rep.client.contacts.groups({ by: 'country' })
    expect(own.groups.map(({ label, count }) => [label, count])).toEqual([['Chile', 1]])
    expect((await rep.client.contacts.groups({ by: 'tag' })).groups).toMatchObject([
      { label: 'VIP', count: 1 },
    ])
  })
})

describe('a great many people in groups', async () => {
  const w = await world()
  const { contacts } = w.owner.client

  it('are estimated, never counted unless asked', async () => {
    await w.database.owner(async (client) => {
      await client.query('set session_replication_role = replica')
      await client.query(
        `insert into contact (workspace_id, id, name, country, owner_id, created_via, status, bars, created_at, changed_at)
         select $1, gen_random_uuid(), 'P ' || n, case when n % 10 = 0 then null when n % 3 = 0 then 'AT' else 'DE' end,
           case when n % 2 = 0 then $2::uuid end, 'test', case when n = 29999 then 'customer' else 'person' end, '{}',
           timestamptz '2026-01-10' + n / 10000 * interval '1 month', now() from generate_series(1, 29999) n`,
        [w.workspaceId, w.owner.id],
      )
      await client.query('reset session_replication_role')
      await client.query('analyze contact')
    })
    const quick = await contacts.groups({ by: 'country' })
    expect(quick.exact).toBe(false)
    for (const [label, real] of [
      ['AT', 9000],
      ['DE', 18_000],
      [null, 3000],
    ] as const) {
      const { count } = quick.groups.find((it) => it.label === label)!
      expect(Math.abs(count - real) / real, `${label} ${count}`).toBeLessThan(0.3)
    }
    const owned = await contacts.groups({ by: 'owner' })
    expect(owned.groups.map(({ value, count }) => [value, Math.round(count / 1000)])).toEqual([
      [w.owner.id, 15],
      [null, 15],
    ])
    const months = await contacts.groups({ by: 'created' })
    expect(months.groups.map(({ label }) => label)).toEqual(['2026-03', '2026-02', '2026-01'])
    expect(await contacts.groups({ by: 'ready' })).toMatchObject({ groups: [{ label: 'No', count: 30_000 }] })
    const counted = await contacts.groups({ by: 'status', exactly: true })
    expect(counted).toMatchObject({
      exact: true,
      groups: [
        { value: 'person', count: 29_998 },
        { value: 'customer', count: 1 },
      ],
    })
  })
})

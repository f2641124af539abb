import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { FilterGroup } from '#workspace/lists/contract'

const people = 12_000

/** Of whom more is found than is looked up and put in order: its order is walked in steps, page by page. */
describe('a long list is walked in its order', { timeout: 300_000 }, async () => {
  const w = await world()
  const { contacts } = w.owner.client
  const [zoe, emile] = [
    await w.member('sales_rep', { name: 'Zoë' }),
    await w.member('sales_rep', { name: 'émile' }),
  ]
  await w.member('sales_rep', { name: 'Who has nobody' })
  await w.database.owner(async (client) => {
    await client.query('set session_replication_role = replica')
    const id = (kind: string, n: string) =>
      `overlay(overlay(md5('${kind}' || ${n}) placing '7' from 13) placing '8' from 17)::uuid`
    await client.query(
      `insert into company (workspace_id, id, name, country, employees, created_at, changed_at)
       select $1, ${id('co', 'n')}, 'Firm ' || n, case when n % 3 > 0 then 'C' || n % 3 end, nullif(n % 7, 0), now(), now() from generate_series(0, 99) n`,
      [w.workspaceId],
    )
    await client.query(
      `insert into contact (workspace_id, id, name, city, company_id, owner_id, created_via, status, bars, created_at, changed_at)
       select $1, ${id('c', 'n')}, 'Person ' || lpad(n::text, 5, '0'), case when n > 6500 then 'Ulm' when n % 3 = 0 then 'Bonn' end,
         case when n % 4 > 0 then ${id('co', 'n % 100')} end, case n % 5 when 0 then $2::uuid when 1 then $4::uuid when 2 then $5::uuid end, 'test', 'person', '{}', now(), now()
       from generate_series(1, $3::int) n`,
      [w.workspaceId, w.owner.id, people, zoe.id, emile.id],
    )
    await client.query('reset session_replication_role')
    await client.query('analyze contact, company')
  })

  const walk = async (filter: FilterGroup, sort: string, direction: 'asc' | 'desc') => {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await contacts.list({ filter, sort, direction, limit: 200, ...(cursor && { cursor }) })
      ids.push(...page.rows.map((row) => row.id))
      cursor = page.next ?? undefined
    } while (cursor)
    return ids
  }
  const inOrder = async (where: string, order: string) =>
    (
      await w.sql<{ id: string }>(
        `select c.id from contact c left join company f on f.id = c.company_id left join member m on m.id = c.owner_id where ${where} order by ${order}`,
      )
    ).map(({ id }) => id)
  const inUlm: FilterGroup = { match: 'all', items: [{ field: 'city', operator: 'is', value: 'Ulm' }] }
  const notInBonn: FilterGroup = { match: 'none', items: [{ field: 'city', operator: 'is', value: 'Bonn' }] }
  const everybody: FilterGroup = { match: 'all', items: [] }
  const notUlm: FilterGroup = {
    match: 'all',
    items: [{ field: 'city', operator: 'is_not', value: 'Ulm' }, notInBonn],
  }

  it.each<[FilterGroup, string, 'asc' | 'desc', where: string, order: string]>([
    [inUlm, 'name', 'asc', `c.city = 'Ulm'`, 'c.name_key, c.id'],
    [inUlm, 'name', 'desc', `c.city = 'Ulm'`, 'c.name_key desc, c.id desc'],
    [notInBonn, 'company', 'asc', `c.city is distinct from 'Bonn'`, 'f.name_key, f.id, c.id'],
    [
      notInBonn,
      'companyEmployees',
      'desc',
      `c.city is distinct from 'Bonn'`,
      'f.employees desc nulls last, case when f.employees is not null then f.id end desc, c.id desc',
    ],
    [
      inUlm,
      'companyCountry',
      'asc',
      `c.city = 'Ulm'`,
      'f.country_key nulls last, case when f.country is not null then f.id end, c.id',
    ],
    [notUlm, 'owner', 'asc', 'c.city is null', 'm.name_key nulls last, m.id, c.id'],
    [inUlm, 'owner', 'desc', `c.city = 'Ulm'`, 'm.name_key desc nulls last, m.id desc, c.id desc'],
    [everybody, 'owner', 'desc', 'true', 'm.name_key desc nulls last, m.id desc, c.id desc'],
  ])('%j by %s %s', async (filter, sort, direction, where, order) => {
    const right = await inOrder(where, order)
    expect(right.length).toBeGreaterThan(4000)
    expect(await walk(filter, sort, direction)).toEqual(right)
  })
})

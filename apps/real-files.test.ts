import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { importingFirm, sendFile, world } from '#platform/testing'

const shared = path.resolve(import.meta.dirname, '../../shared/data')
const absent = !existsSync(shared)

describe.skipIf(absent)('real files (skipped without ../shared/data)', async () => {
  if (absent) return
  const { w, bring, counted } = await importingFirm()

  it('X Education: 9,240 leads, “Select” is nothing, eight columns are for no score rule', async () => {
    const file = path.join(shared, 'xeducation-leads/Leads.csv')
    const brought = await bring('contacts', file)
    expect(counted(brought)).toEqual([9240, 9240, 0, 0, 0])
    const { rows: fields } = await w.owner.client.fields.list({ record: 'contact' })
    expect(
      fields
        .filter(({ role }) => role === 'late')
        .map(({ label }) => label)
        .sort(),
    ).toEqual(
      [
        'Asymmetrique Activity Index',
        'Asymmetrique Activity Score',
        'Asymmetrique Profile Index',
        'Asymmetrique Profile Score',
        'Last Notable Activity',
        'Lead Profile',
        'Lead Quality',
        'Tags',
      ].sort(),
    )
    const [selects] = await w.sql<{ n: number }>(
      `select count(*)::int as n from field_value where text_value = 'Select'`,
    )
    expect(selects!.n).toBe(0)
    expect(brought.barred).toBeGreaterThan(0)
    const [barred] = await w.sql<{ n: number }>(`select count(*)::int as n from contact where bars <> '{}'`)
    expect(barred!.n).toBe(brought.barred)
    expect(counted(await bring('contacts', file))).toEqual([9240, 0, 0, 9240, 0])
  }, 180_000)

  it('X Education: brought in so, a score rule would have 941 ready and miss 1,549 of 3,561 customers', async () => {
    const [line] = (await w.owner.client.products.lines({})).rows
    const matcher = { field: 'custom.total_time_spent_on_website', op: 'gte' as const, value: 600 }
    const content = {
      ...{ rules: [{ id: 'time', axis: 'fit' as const, points: 60, matcher }], fitMax: 60, interestMax: 0 },
      ...{ enter: 60, leave: 60, required: [], recencyDays: null },
      exclude: [{ field: 'customer', op: 'eq' as const, value: true }],
    }
    const preview = await w.owner.client.scoring.preview({ productLineId: line!.id, content })
    expect(preview).toMatchObject({ people: 9240, readyToday: 941, customers: 3561, missed: 1549 })
    expect(preview.noReplay).toContain('No replay is possible')
  })

  it('X Education as a workbook that is called .csv: the same people', async () => {
    const file = path.join(shared, 'xeducation-leads/Leads-xlsx-misnamed-as.csv')
    const again = await bring('contacts', file, { dryRun: true })
    expect(counted(again)).toEqual([9240, 0, 0, 9240, 0])
  }, 180_000)

  it('Maven: 85 companies, 7 products, 35 sellers, 8,800 deals; the numbers say what they say', async () => {
    const maven = (name: string) => path.join(shared, 'maven-crm', name)
    const accounts = await bring('companies', maven('accounts.csv'))
    expect(counted(accounts)).toEqual([85, 85, 0, 0, 0])
    const [subsidiaries] = await w.sql<{ n: number }>(
      'select count(*)::int as n from company where parent_id is not null',
    )
    expect(subsidiaries!.n).toBe(15)
    expect(counted(await bring('companies', maven('accounts.csv')))).toEqual([85, 0, 0, 85, 0])
    expect(counted(await bring('products', maven('products.csv')))).toEqual([7, 7, 0, 0, 0])
    expect(counted(await bring('members', maven('sales_teams.csv')))).toEqual([35, 35, 0, 0, 0])
    const deals = await bring('deals', maven('sales_pipeline.csv'))
    expect(counted(deals)).toEqual([8800, 8800, 0, 0, 0])
    expect(deals.unknown.filter(({ field }) => field === 'product')).toEqual([
      { field: 'product', value: 'GTXPro', near: 'GTX Pro', rows: 1480 },
    ])
    const numbers = async () => {
      const { deals: said, rates } = await w.owner.client.numbers.get({
        from: new Date('2016-01-01T00:00:00Z'),
        to: new Date('2018-01-01T00:00:00Z'),
      })
      const { won, lost, wonValueMinor } = said
      return { won, lost, wonValueMinor, winRate: rates.find(({ key }) => key === 'win_rate')!.share.text }
    }
    const expected = { won: 4238, lost: 2473, wonValueMinor: 1_000_553_400, winRate: '63.2 %' }
    expect(await numbers()).toEqual(expected)
    const days = await w.sql('select external_id, created_at, closed_at from deal order by external_id')
    const sure = proposedWith(await columnsOf(maven('sales_pipeline.csv')), { GTXPro: 'GTX Pro' })
    const answered = await bring('deals', maven('sales_pipeline.csv'), { mapping: sure })
    expect(counted(answered)).toEqual([8800, 0, 1480, 7320, 0])
    expect(answered.unknown.filter(({ field }) => field === 'product')).toEqual([])
    expect(await w.owner.client.members.workspace({})).toMatchObject({ solo: true })
    await w.owner.client.audit.undo({ id: deals.operationId })
    expect((await numbers()).won).toBe(0)
    await bring('deals', maven('excel-resaved/sales_pipeline.csv'))
    expect(await numbers()).toEqual(expected)
    expect(
      await w.sql(
        'select external_id, created_at, closed_at from deal where deleted_at is null order by external_id',
      ),
    ).toEqual(days)
  }, 240_000)
})

/** Columns of Maven's deals as they are recognised, with an answer to the question about the product. */
const columnsOf = async (file: string) =>
  (await import('node:fs/promises'))
    .readFile(file, 'utf8')
    .then((text) => text.split('\n')[0]!.trim().split(','))
const proposedWith = (names: string[], same: Record<string, string>) => {
  const to: Record<string, string> = {
    opportunity_id: 'externalId',
    sales_agent: 'owner',
    product: 'product',
    account: 'company',
    deal_stage: 'stage',
    engage_date: 'createdAt',
    close_date: 'closedAt',
    close_value: 'amount',
  }
  return {
    policy: 'fill' as const,
    columns: Object.fromEntries(
      names.map((name) => [
        name,
        { to: to[name] ?? null, field: null, empty: [], ...(name === 'product' && { same }) },
      ]),
    ),
  }
}

describe.skipIf(absent)('a real file from the screen (skipped without ../shared/data)', async () => {
  if (absent) return
  const w = await world()

  it('Maven: the product that nearly matches is asked about once, and answered', async () => {
    const { transfer } = w.owner.client
    for (const [name, record] of [
      ['products.csv', 'products'],
      ['sales_teams.csv', 'members'],
      ['accounts.csv', 'companies'],
      ['sales_pipeline.csv', 'deals'],
    ] as const) {
      const id = await sendFile(w.owner.client, name, await readFile(path.join(shared, 'maven-crm', name)))
      await w.tick('imports')
      expect(await transfer.get({ id })).toMatchObject({ state: 'read', record })
      if (record === 'deals') {
        await transfer.check({ id })
        await w.tick('imports')
        const { unknown, mapping } = await transfer.get({ id })
        const asked = unknown.filter(({ field }) => field === 'product')
        expect(asked).toEqual([{ field: 'product', value: 'GTXPro', near: 'GTX Pro', rows: 1480 }])
        const product = { ...mapping!.columns.product!, same: { GTXPro: 'GTX Pro' } }
        await transfer.change({ id, mapping: { ...mapping!, columns: { ...mapping!.columns, product } } })
      }
      await transfer.start({ id })
      await w.tick('imports')
      expect(await transfer.get({ id })).toMatchObject({ state: 'done', counts: { refused: 0 } })
    }
    const { deals } = await w.owner.client.numbers.get({
      from: new Date('2016-01-01T00:00:00Z'),
      to: new Date('2018-01-01T00:00:00Z'),
    })
    expect(deals).toMatchObject({ won: 4238, lost: 2473, wonValueMinor: 1_000_553_400 })
    // Taken back, the last first, nothing of them is left: deals in the bin hold no seller.
    for (const { id } of (await transfer.list({})).rows) {
      await transfer.undo({ id })
      await w.tick('imports')
      expect(await transfer.get({ id })).toMatchObject({ state: 'undone', conflicts: [] })
    }
    expect((await w.owner.client.deals.list({})).rows).toEqual([])
    expect((await w.owner.client.companies.list({})).rows).toEqual([])
    expect((await w.owner.client.members.list()).rows).toHaveLength(1)
    const names = (await w.owner.client.products.list({})).rows.map(({ name }) => name)
    expect(names).not.toContain('GTX Pro')
  }, 240_000)
})

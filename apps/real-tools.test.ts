import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sendFile, world } from '#platform/testing'

const shared = path.resolve(import.meta.dirname, '../../shared/data')
const absent = !existsSync(shared)

describe.skipIf(absent)('what people leave behind (skipped without ../shared/data)', async () => {
  if (absent) return
  const w = await world()
  const { transfer, deals, companies } = w.owner.client
  const take = async (folder: string, name: string) => {
    const id = await sendFile(
      w.owner.client,
      path.basename(name),
      await readFile(path.join(shared, folder, name)),
    )
    await w.tick('imports')
    return id
  }
  /** What became of its rows: new, changed, unchanged, refused. */
  const goes = async (id: string) => {
    await transfer.start({ id })
    await w.tick('imports')
    const { state, counts, record, recognised, unknown } = await transfer.get({ id })
    expect(state).toBe('done')
    const { created, matched, unchanged, refused } = counts
    const asked = [...new Set(unknown.map(({ field }) => field))].sort()
    return {
      record,
      tool: recognised!.tool?.name ?? null,
      counts: [created, matched, unchanged, refused],
      asked,
    }
  }
  const brought = async (folder: string, name: string) => goes(await take(folder, name))

  it('Salesforce out of its Data Loader: 423 companies, 38 deals; who and which stage is asked once', async () => {
    const samples = 'salesforce-dataloader/main/resources/samples/data'
    const tool = 'Salesforce (Data Loader)'
    expect(await brought(samples, 'accountData.csv')).toEqual({
      ...{ record: 'companies', tool, counts: [423, 0, 0, 0], asked: ['owner'] },
    })
    const id = await take(samples, 'opportunityData.csv')
    await transfer.check({ id })
    await w.tick('imports')
    const tried = await transfer.get({ id })
    const asked = (field: string) => tried.unknown.filter((it) => it.field === field)
    expect(asked('owner')).toEqual([{ field: 'owner', value: '005x0000000fNSiAAM', near: null, rows: 38 }])
    expect(asked('companyId')).toEqual([])
    expect(
      asked('stage')
        .map(({ value, rows }) => [value, rows])
        .sort(),
    ).toEqual([
      ...[
        ['Id. Decision Makers', 4],
        ['Needs Analysis', 1],
        ['Negotiation/Review', 4],
      ],
      ...[
        ['Proposal/Price Quote', 4],
        ['Prospecting', 9],
        ['Value Proposition', 8],
      ],
    ])
    const [me] = (await w.owner.client.members.list()).rows
    expect(tried.choices.owner).toEqual([me!.name])
    const [first, second] = tried.choices.stage!
    const { mapping } = tried
    const same = Object.fromEntries(asked('stage').map(({ value }) => [value, second!]))
    const columns = {
      ...mapping!.columns,
      STAGENAME: { ...mapping!.columns.STAGENAME!, same: { ...same, Prospecting: first! } },
      OWNERID: { ...mapping!.columns.OWNERID!, same: { '005x0000000fNSiAAM': me!.name } },
    }
    await transfer.change({ id, mapping: { ...mapping!, columns } })
    expect(await goes(id)).toMatchObject({ record: 'deals', tool, counts: [38, 0, 0, 0], asked: [] })
    const { rows } = await deals.list({ limit: 200 })
    expect(rows).toHaveLength(38)
    expect(new Set(rows.map(({ owner }) => owner?.name))).toEqual(new Set([me!.name]))
    const [won] = await w.sql<{ n: number; minor: string }>(
      `select count(*)::int as n, sum(one_off_minor)::text as minor from deal where state = 'won'`,
    )
    expect(won).toEqual({ n: 8, minor: '220000000' })
    const firms = await w.sql('select distinct company_id from deal where company_id is not null')
    expect(firms).toHaveLength(7)
    for (const [file, n] of [
      ['accountData.csv', 423],
      ['opportunityData.csv', 38],
    ] as const)
      expect((await brought(samples, file)).counts).toEqual([0, 0, n, 0])
    expect((await companies.list({ limit: 200 })).rows.length).toBe(200)
  }, 240_000)

  it('Zoho: seven files find one another by their numbers, and each of them twice changes nothing', async () => {
    const files = [
      ['Users.csv', 'members', [11, 0, 0, 0], [0, 0, 11, 0]],
      ['Accounts.csv', 'companies', [2226, 0, 0, 3], [0, 0, 2226, 3]],
      ['Contacts.csv', 'contacts', [1265, 0, 0, 0], [0, 0, 1265, 0]],
      ['Leads.csv', 'contacts', [2635, 1265, 0, 0], [0, 0, 3900, 0]],
      ['Potentials.csv', 'deals', [3632, 0, 0, 0], [0, 0, 3632, 0]],
      ['Calls.csv', 'activities', [2310, 0, 0, 1790], [0, 0, 2310, 1790]],
      // Of tasks that name nobody those that are open come in.
      ['Tasks.csv', 'activities', [18, 0, 0, 2960], [0, 0, 18, 2960]],
    ] as const
    for (const [file, record, first, second] of files) {
      const tool = record === 'members' ? null : 'Zoho'
      const it = await brought('zoho-crm', file)
      expect([file, it.tool, it.record, it.counts]).toEqual([file, tool, record, first])
      expect([file, (await brought('zoho-crm', file)).counts]).toEqual([file, second])
    }
    const [found] = await w.sql<Record<string, number>>(`
      select (select count(*)::int from contact c join company f on f.id = c.company_id
          where c.external_id like 'zoho-contact:%' and f.external_id like 'zoho-account:%') as placed,
        (select count(*)::int from contact_number where number like 'zoho-lead:%') as once_leads,
        (select count(*)::int from deal d join contact c on c.id = d.contact_id where not d.deleted_at is not null
          and d.import_key is not null) as deals_of_people,
        (select count(*)::int from deal where import_key is not null and owner_id is null) as unowned,
        (select count(*)::int from note where kind = 'call' and contact_id is not null) as calls,
        (select count(*)::int from note where kind = 'call' and company_id is not null) as calls_of_firms,
        (select count(*)::int from journal_event) as told`)
    expect(found).toEqual({
      ...{ placed: 1264, once_leads: 1265, deals_of_people: 3632, unowned: 0 },
      ...{ calls: 2270, calls_of_firms: 40, told: 0 },
    })
    const [states] = await w.sql(`select count(*) filter (where state = 'won')::int as won,
      count(*) filter (where state = 'lost')::int as lost from deal where import_key is not null`)
    expect(states).toEqual({ won: 1425, lost: 485 })
  }, 500_000)
})

import { beforeAll, describe, expect, it } from 'vitest'
import { hitOf, meetVisitor, takeHits } from '#marketing/tracking'
import { judge } from '#platform/journal'
import { contactNews } from '#platform/pump'
import { world } from '#platform/testing'
import type { Condition } from '#workspace/lists/contract'

const origin = 'https://www.firm.example'

describe('people by the pages they read and the links that brought them', async () => {
  const w = await world()
  const { contacts, campaigns, links, lists, merging, tracking } = w.owner.client
  const ids: Record<string, string> = {}
  const visitorOf = (name: string) => Buffer.from(name.padEnd(16)).toString('hex')
  const reads = async (name: string, ...pages: string[]) => {
    for (const page of pages) {
      w.clock.advance(5_000)
      const told = { e: 'page' as const, u: new URL(page, origin).href, r: '', t: page }
      const hit = hitOf(told, {
        ...{ workspaceId: w.workspaceId, visitor: `web:${visitorOf(name)}`, agent: 'Firefox', origin },
        ...{ at: w.clock.now(), sites: ['firm.example'] },
      })!
      await w.database.engine((db) => takeHits(db, [hit], w.clock.now()))
    }
  }
  const meets = (name: string) =>
    w.inside((db) =>
      meetVisitor(db, { visitorId: visitorOf(name), contactId: ids[name]!, proof: 'proven' }, w.clock.now()),
    )
  const found = async (
    field: string,
    operator: Condition['operator'],
    value: Condition['value'] = null,
    match: 'all' | 'none' = 'all',
  ) => {
    await w.pump()
    const filter = { match, items: [{ field, operator, value }] }
    const { rows } = await contacts.list({ filter, sort: 'name', direction: 'asc' })
    return rows.map(({ name }) => name).join()
  }

  beforeAll(async () => {
    await tracking.save({ on: true, sites: ['firm.example'] })
    for (const name of ['Anna', 'Bob', 'Cem']) ids[name] = (await contacts.create({ name })).id
    const fair = { name: 'Fair', channel: 'print' as const, from: '2026-03-01', to: '2026-03-31' }
    const { id: campaignId } = await campaigns.create(fair)
    for (const label of ['Hall 4', 'Hall 5']) {
      const { id } = await links.add({ campaignId, page: 'www.firm.example/offer', label })
      ids[label] = id
    }
    const { rows } = await links.list({ campaignId })
    // What somebody reads before it is known who they are is theirs as well, as what they read later.
    await reads('Anna', rows[0]!.long, '/Prices/Large?from=ad')
    await reads('Bob', '/prices', '/über-uns')
    await reads('Nobody', '/prices/secret')
    await meets('Anna')
    await meets('Bob')
    await w.pump()
    await reads('Anna', '/pricesless')
  })

  it.each<[string, Condition['operator'], string, string]>([
    ['a beginning', 'starts', '/prices', 'Anna,Bob'],
    ['a longer one, in whatever case', 'starts', '/prices/L', 'Anna'],
    ['a whole one, which others begin with', 'is', '/prices', 'Bob'],
    ['one without its first stroke', 'is', 'offer', 'Anna'],
    ['one of the site', 'is', 'https://www.firm.example/prices#top', 'Bob'],
    ['a beginning on the site', 'starts', 'www.firm.example/o', 'Anna'],
    ['one as it is written', 'is', '/über-uns', 'Bob'],
    ['all of a site', 'starts', 'www.firm.example', 'Anna,Bob'],
    ['all below a site', 'starts', 'firm.example/prices', 'Anna,Bob'],
    ['another site', 'starts', 'shop.firm.example/', ''],
    ['what strangers read', 'starts', '/prices/secret', ''],
  ])('finds %s', async (_, operator, value, names) => {
    expect(await found('visitedPage', operator, value)).toBe(names)
    const others = ['Anna', 'Bob', 'Cem', 'Olga'].filter((name) => !names.split(',').includes(name))
    const exceptions = await found('visitedPage', operator, value, 'none')
    expect(exceptions).toBe(others.filter((name) => name !== 'Olga').join())
  })

  it('finds who came by a link, and by none', async () => {
    expect(await found('followedLink', 'is', [ids['Hall 4']!])).toBe('Anna')
    expect(await found('followedLink', 'is', [ids['Hall 5']!])).toBe('')
    expect(await found('followedLink', 'empty')).toBe('Bob,Cem')
    expect(await found('visitedPage', 'empty')).toBe('Cem')
  })

  it('offers links by name and pages that are read, and neither to whom they are not for', async () => {
    const { rows } = await lists.fields({ record: 'contact' })
    const labels = (id: string) =>
      rows.find((it) => it.id === id)?.options?.map(({ label }: { label: string }) => label)
    expect(labels('followedLink')).toEqual(['Fair: print · qr · Hall 4', 'Fair: print · qr · Hall 5'])
    expect(labels('visitedPage')).toEqual(
      expect.arrayContaining(['firm.example/', 'www.firm.example/prices']),
    )
    const partner = await w.member('contractor')
    const theirs = await partner.client.lists.fields({ record: 'contact' })
    expect(theirs.rows.find(({ id }) => id === 'visitedPage')?.options).toEqual([
      { value: 'firm.example/', label: 'firm.example/' },
    ])
    expect(theirs.rows.some(({ id }) => id === 'followedLink')).toBe(false)
  })

  it('goes with a merge and back, and forgets what a program read', async () => {
    const two = { record: 'contact' as const, winnerId: ids.Cem!, loserId: ids.Anna!, take: [] }
    const { mergeId } = await merging.merge(two)
    expect(await found('followedLink', 'not_empty')).toBe('Cem')
    await merging.unmerge({ id: mergeId })
    expect(await found('followedLink', 'not_empty')).toBe('Anna')
    await w.inside(async (db) => {
      const acts = await db.selectFrom('journal_event').select('id').where('human', '=', true).execute()
      for (const { id } of acts) await judge(db, id, 'machine', 'test', w.clock.now())
      await contactNews(db, [{ contactId: ids.Anna!, cause: 'verdict' }], w.clock.now())
    })
    expect(await found('visitedPage', 'not_empty')).toBe('Bob')
    expect(await found('followedLink', 'not_empty')).toBe('')
  })
})

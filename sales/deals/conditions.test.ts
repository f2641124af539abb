import { beforeAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { Condition, FilterGroup } from '#workspace/lists/contract'

const one = (
  field: string,
  operator: Condition['operator'],
  value: Condition['value'] = null,
): { filter: FilterGroup } => ({ filter: { match: 'all', items: [{ field, operator, value }] } })
const byName = { sort: 'name', direction: 'asc' } as const

describe('people and companies by their deals', async () => {
  const w = await world()
  const { contacts, companies, deals, lists, pipeline } = w.owner.client
  const { stages, reasons } = await pipeline.get()
  const stage = (name: string) => stages.find((it) => it.name === name)!.id
  const reason = (kind: 'won' | 'lost') => reasons.find((it) => it.kind === kind)!.id
  const rep = await w.member('sales_rep', { visibility: 'own', name: 'Rita' })
  const people = async (it: ReturnType<typeof one>, { client } = w.owner) => {
    const names = (await client.contacts.list({ ...it, ...byName })).rows.map(({ name }) => name)
    expect((await client.contacts.count({ ...it, exactly: true })).count).toBe(names.length)
    return names
  }
  const firms = async (it: ReturnType<typeof one>, { client } = w.owner) =>
    (await client.companies.list({ ...it, ...byName })).rows.map(({ name }) => name)

  beforeAll(async () => {
    const made = async (name: string, ownerId: string | null = null) => {
      const companyId = (await companies.create({ name: `${name} GmbH`, ownerId })).id
      const contactId = (await contacts.create({ name, companyId, ownerId })).id
      return { companyId, contactId, name: `For ${name}`, oneOffMinor: 100 }
    }
    const [open, won, lost, gone] = [
      await made('Open'),
      await made('Won'),
      await made('Lost'),
      await made('Gone'),
    ]
    await made('None')
    const helper = await contacts.create({ name: 'Helper' })
    const { id } = await deals.create(open)
    await deals.move({ id, stageId: stage('Proposal') })
    await deals.addPerson({ id, contactId: helper.id })
    await deals.win({ id: (await deals.create(won)).id, reasonId: reason('won') })
    await deals.lose({ id: (await deals.create(lost)).id, reasonId: reason('lost') })
    await deals.remove({ id: (await deals.create(gone)).id })
    // Rita sees the person and the firm, and not the deal, which is a colleague's.
    await deals.create({ ...(await made('Hers', rep.id)), ownerId: w.owner.id })
  })

  it.each<[string, ReturnType<typeof one>, string[]]>([
    ['the stage of an open deal', one('dealStage', 'is', [stage('Proposal')]), ['Helper', 'Open']],
    [
      'none of a stage',
      one('dealStage', 'is_not', [stage('Proposal')]),
      ['Gone', 'Hers', 'Lost', 'None', 'Won'],
    ],
    ['no open deal', one('dealStage', 'empty'), ['Gone', 'Lost', 'None', 'Won']],
    ['a stage that is none', one('dealStage', 'is', ['nonsense']), []],
    ['a won deal', one('dealState', 'is', ['won']), ['Won']],
    ['a lost or a won one', one('dealState', 'is', ['lost', 'won']), ['Lost', 'Won']],
    ['both at once', one('dealState', 'is_all', ['lost', 'won']), []],
    ['any deal', one('dealState', 'not_empty'), ['Helper', 'Hers', 'Lost', 'Open', 'Won']],
    ['no deal, and deleted ones are none', one('dealState', 'empty'), ['Gone', 'None']],
  ])('people are found by %s', async (_, filter, expected) => {
    expect(await people(filter)).toEqual(expected)
  })

  it.each<[string, ReturnType<typeof one>, string[]]>([
    ['the stage of an open deal', one('dealStage', 'is', [stage('Proposal')]), ['Open GmbH']],
    ['open deals', one('dealState', 'is', ['open']), ['Hers GmbH', 'Open GmbH']],
    [
      'no open deals',
      one('dealState', 'is_not', ['open']),
      ['Gone GmbH', 'Lost GmbH', 'None GmbH', 'Won GmbH'],
    ],
    ['no deals at all', one('dealState', 'empty'), ['Gone GmbH', 'None GmbH']],
    ['a won deal, as it was asked before', one('bought', 'is', ['yes']), ['Won GmbH']],
  ])('companies are found by %s', async (_, filter, expected) => {
    expect(await firms(filter)).toEqual(expected)
  })

  it('tell nobody of deals beyond their reach', async () => {
    expect(await people(one('dealState', 'is', ['open']), rep)).toEqual([])
    expect(await people(one('dealState', 'empty'), rep)).toEqual(['Hers'])
    expect(await firms(one('dealState', 'is', ['open']), rep)).toEqual([])
  })

  it('are offered with the stages there are, to whoever may see deals', async () => {
    const { rows } = await lists.fields({ record: 'contact' })
    const field = rows.find(({ id }) => id === 'dealStage')
    expect(field).toMatchObject({ kind: 'choices', groups: false })
    expect(field!.options!.map(({ label }) => label)).toEqual(
      stages.filter(({ kind }) => kind === 'open').map(({ name }) => name),
    )
    const reader = await w.member('viewer')
    await w.sql(`update api_key set scopes = '{contacts.read,fields.read}' where member_id = $1`, [reader.id])
    expect((await reader.client.lists.fields({ record: 'contact' })).rows.map(({ id }) => id)).not.toContain(
      'dealStage',
    )
    await expect(reader.client.contacts.list(one('dealState', 'is', ['open']))).rejects.toMatchObject({
      data: { reason: 'unknown_field' },
    })
  })

  it('narrow what is exported, changed at once and put into groups', async () => {
    const filter = one('dealState', 'is', ['won', 'lost'])
    const file = await contacts.export({ ...filter, ...byName, format: 'csv', columns: ['name'] })
    expect((await file.text()).trim().split(/\r?\n/).slice(1)).toEqual(['Lost', 'Won'])
    expect(await contacts.bulk({ where: filter, set: { city: 'Ulm' } })).toMatchObject({
      state: 'done',
      count: 2,
    })
    expect((await contacts.groups({ by: 'city', ...filter })).groups).toMatchObject([
      { label: 'Ulm', count: 2 },
    ])
  })
})

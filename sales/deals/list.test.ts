import { beforeAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { Condition, FilterGroup } from '#workspace/lists/contract'

const all = (...items: FilterGroup['items']): FilterGroup => ({ match: 'all', items })
const one = (field: string, operator: Condition['operator'], value: Condition['value'] = null) =>
  all({ field, operator, value })

describe('the list of deals', async () => {
  const w = await world()
  const { deals, companies, fields, lists, pipeline, audit } = w.owner.client
  const { stages } = await pipeline.get()
  const stage = (name: string) => stages.find((it) => it.name === name)!.id
  const ids: Record<string, string> = {}
  const named = async (filter: FilterGroup, more: Partial<Parameters<typeof deals.list>[0]> = {}) =>
    (await deals.list({ filter, sort: 'name', direction: 'asc', ...more })).rows.map((row) => row.name)

  beforeAll(async () => {
    await fields.create({
      record: 'deal',
      label: 'Kind',
      type: 'choice',
      choices: ['New business', 'Upsell'],
    })
    const top = await companies.create({ name: 'Ångström', sector: 'Energy' })
    const part = await companies.create({ name: 'Part', parentId: top.id })
    for (const deal of [
      {
        ...{ name: 'Alpha', companyId: top.id, oneOffMinor: 100, expectedClose: '2026-03-31' },
        fields: { kind: 'Upsell' },
      },
      {
        ...{ name: 'Beta', companyId: part.id, oneOffMinor: 300, expectedClose: '2026-04-01' },
        fields: { kind: 'Upsell' },
      },
      { name: 'Gamma', oneOffMinor: 500, currency: 'USD' },
    ])
      ids[deal.name] = (await deals.create(deal)).id
    await deals.move({ id: ids.Beta!, stageId: stage('Proposal') })
    ids.top = top.id
  })

  it.each<[string, () => FilterGroup, string[]]>([
    ['company, with all below', () => one('within', 'is', [ids.top!]), ['Alpha', 'Beta']],
    ['what its company is', () => one('companySector', 'is', 'energy'), ['Alpha']],
    ['stage', () => one('stage', 'is', [stage('Proposal')]), ['Beta']],
    ['a field of one’s own', () => one('custom.kind', 'empty'), ['Gamma']],
    ['value', () => one('value', 'gt', '200'), ['Beta']],
    ['a day', () => one('expectedClose', 'is', '2026-03-31'), ['Alpha']],
    [
      'nested',
      () => all({ match: 'none', items: [one('stage', 'is', [stage('Proposal')]), one('company', 'empty')] }),
      ['Alpha'],
    ],
  ])('is narrowed by %s', async (_, filter, expected) => {
    expect(await named(filter())).toEqual(expected)
    expect((await deals.count({ filter: filter() })).count).toBe(expected.length)
  })

  it('is put into the order of the pipeline, and of what is not known last', async () => {
    const ordered = async (sort: string, direction: 'asc' | 'desc') =>
      (await deals.list({ sort, direction })).rows.map((row) => row.name)
    expect((await ordered('stage', 'asc')).at(-1)).toBe('Beta')
    expect((await ordered('expectedClose', 'asc')).at(-1)).toBe('Gamma')
    expect((await ordered('expectedClose', 'desc')).at(-1)).toBe('Gamma')
    await expect(deals.list({ sort: 'nothing' })).rejects.toMatchObject({ data: { reason: 'unknown_sort' } })
  })

  it('divides by stage, month and own choices, with what they are worth', async () => {
    const groups = async (by: string, sum?: string) =>
      (await deals.groups({ by, ...(sum && { sum }) })).groups.map((it) => [it.label, it.count, it.sum])
    expect(await groups('stage', 'value')).toEqual([
      ['New', 2, 100],
      ['Proposal', 1, 300],
    ])
    expect(await groups('expectedClose')).toEqual([
      ['2026-04', 1, null],
      ['2026-03', 1, null],
      [null, 1, null],
    ])
    const { groups: kinds } = await deals.groups({ by: 'custom.kind' })
    expect(kinds.map(({ label }) => label)).toEqual(['Upsell', null])
    expect(await named(all(), { group: kinds[0]!.condition })).toEqual(['Alpha', 'Beta'])
  })

  it('offers its fields, with their choices', async () => {
    const { rows } = await lists.fields({ record: 'deal' })
    expect(rows.find(({ id }) => id === 'stage')).toMatchObject({ groups: true, sorts: true })
    expect(rows.find(({ id }) => id === 'stage')!.options!.map(({ label }) => label)).toContain('Proposal')
    expect(rows.find(({ id }) => id === 'value')).toMatchObject({
      kind: 'money',
      currency: 'EUR',
      groups: false,
    })
  })

  it('is edited by pasting, each value as by itself, undone as one', async () => {
    const done = await deals.edits({
      edits: [
        { id: ids.Alpha, expectedClose: '2026-05-01', was: { expectedClose: '2026-03-31' } },
        { id: ids.Alpha, fields: { kind: 'Nonsense' } },
        { id: ids.Beta, expectedClose: '2026-05-02', was: { expectedClose: '2026-01-01' } },
        { id: ids.Gamma, stageId: stage('Proposal') },
        { id: ids.Gamma, stageId: stages.find((it) => it.kind === 'won')!.id },
      ],
    })
    expect(done.changed).toBe(done.refused.some(({ index }) => index === 3) ? 1 : 2)
    expect(done.refused.map(({ index }) => index)).toEqual(expect.arrayContaining([1, 2, 4]))
    expect((await deals.get({ id: ids.Alpha! })).expectedClose).toBe('2026-05-01')
    await audit.undo({ id: done.operationId! })
    expect((await deals.get({ id: ids.Alpha! })).expectedClose).toBe('2026-03-31')
    expect((await deals.get({ id: ids.Gamma! })).stageId).not.toBe(stage('Proposal'))
  })

  it('shows only what is within reach, in groups too', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await rep.client.deals.create({ name: 'Own' })
    expect((await rep.client.deals.groups({ by: 'stage' })).groups).toMatchObject([{ count: 1 }])
    expect((await rep.client.deals.list({ filter: one('name', 'contains', 'a') })).rows).toEqual([])
  })
})

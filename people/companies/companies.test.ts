import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('companies', async () => {
  const w = await world()
  const { companies, contacts, audit } = w.owner.client
  const tagged = (value: string) => ({
    filter: { match: 'all' as const, items: [{ field: 'tag', operator: 'is' as const, value: [value] }] },
  })
  const names = async (it: Parameters<typeof companies.list>[0]) =>
    (await companies.list(it)).rows.map(({ name }) => name).toSorted()
  const firm = (
    await companies.create({ name: 'Kabelwerk Süd', domain: 'kabel.example', tags: ['Key account'] })
  ).id
  const mill = (await companies.create({ name: 'Mühle Łódź', tags: ['key ACCOUNT', 'Fair'] })).id
  await companies.create({ name: 'Untagged' })

  it('share their tags, however those are written', async () => {
    expect((await companies.get({ id: mill })).tags).toEqual(['Fair', 'Key account'])
    expect(await names(tagged('Key account'))).toEqual(['Kabelwerk Süd', 'Mühle Łódź'])
    expect(await names({ tag: 'fair' })).toEqual(['Mühle Łódź'])
    const none = { match: 'all' as const, items: [{ field: 'tag', operator: 'empty' as const, value: null }] }
    expect(await names({ filter: none })).toEqual(['Untagged'])
  })

  it('get tags one at a time and many at once, and lose them by undo', async () => {
    const { operationId } = await companies.update({ id: firm, tags: ['Won back'] })
    expect(await names({ tag: 'Won back' })).toEqual(['Kabelwerk Süd'])
    const many = await companies.bulk({
      where: { q: 'm' },
      set: { addTags: ['Spring'], removeTags: ['Fair'] },
    })
    const bulk = await companies.bulk({ ids: [firm, mill], set: { addTags: ['Both'], removeTags: ['fair'] } })
    expect(bulk.count).toBe(2)
    expect((await companies.get({ id: mill })).tags).not.toContain('Fair')
    await audit.undo({ id: bulk.operationId! })
    if (many.operationId) await audit.undo({ id: many.operationId })
    await audit.undo({ id: operationId! })
    expect((await companies.get({ id: firm })).tags).toEqual(['Key account'])
    expect((await companies.get({ id: mill })).tags).toEqual(['Fair', 'Key account'])
  })

  it('belong to one another without circles', async () => {
    await companies.update({ id: firm, parentId: mill })
    expect((await companies.get({ id: firm })).parent).toMatchObject({ name: 'Mühle Łódź' })
    await expect(companies.update({ id: mill, parentId: firm })).rejects.toMatchObject({
      data: { reason: 'circle' },
    })
    await expect(companies.update({ id: mill, parentId: mill })).rejects.toMatchObject({
      data: { reason: 'circle' },
    })
  })

  it('leave their people when they are deleted, and have them again when that is undone', async () => {
    const { id: person } = await contacts.create({ name: 'Ada', companyId: firm })
    const { operationId } = await companies.remove({ id: firm })
    await expect(companies.get({ id: firm })).rejects.toMatchObject({ status: 404 })
    expect((await contacts.get({ id: person })).name).toBe('Ada')
    await audit.undo({ id: operationId! })
    expect((await companies.get({ id: firm })).people).toBe(1)
    expect((await contacts.get({ id: person })).company).toMatchObject({ id: firm })
  })
})

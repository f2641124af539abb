import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { Condition } from '#workspace/lists/contract'

describe('a long text, a web address, an e-mail address and a phone number', async () => {
  const w = await world()
  const { fields, contacts, companies, deals, audit, scoring } = w.owner.client
  const labels = { prose: 'About', url: 'Shop', email: 'Billing', phone: 'Fax' } as const
  for (const type of ['prose', 'url', 'email', 'phone'] as const)
    await fields.create({ record: 'contact', label: labels[type], type })
  const written = {
    about: 'First line\nsecond Ünd last',
    shop: 'shop.example/Path?a=1',
    billing: ' Bills@Firm.example ',
    fax: '030 / 90 18 20',
  }
  const kept = {
    about: written.about,
    shop: 'https://shop.example/Path?a=1',
    billing: 'Bills@Firm.example',
    fax: '+49 30 901820',
  }
  const anna = (await contacts.create({ name: 'Anna', custom: written })).id
  const bert = (await contacts.create({ name: 'Bert', custom: { shop: 'http://other.example' } })).id
  const customOf = async (id: string) => (await contacts.get({ id })).custom
  const found = async (field: string, operator: Condition['operator'], value: Condition['value'] = null) =>
    (
      await contacts.list({
        filter: { match: 'all', items: [{ field: `custom.${field}`, operator, value }] },
        sort: 'name',
        direction: 'asc',
      })
    ).rows.map((row) => row.name)

  it('are kept as they are written everywhere, in what was known too', async () => {
    expect(await customOf(anna)).toEqual(kept)
    const facts = await w.sql<{ field: string; value: string }>(
      'select field, value from fact_version where contact_id = $1 and field like $2 and until is null',
      [anna, 'custom.%'],
    )
    expect(Object.fromEntries(facts.map((it) => [it.field.slice(7), it.value]))).toEqual(kept)
    await contacts.update({ id: anna, custom: kept })
    expect(await customOf(anna)).toEqual(kept)
  })

  it.each([
    ['shop', 'javascript:alert(1)'],
    ['shop', 'data:text/html,<b>'],
    ['shop', 'ftp://files.example'],
    ['shop', 'https://name:word@shop.example'],
    ['shop', 'shop'],
    ['shop', 'two words.example'],
    ['billing', 'nobody'],
    ['billing', 'a@b'],
    ['fax', 'call me'],
    ['fax', '1'],
  ])('of which %s is not “%s”: the refusal stands beside the field', async (key, value) => {
    await expect(contacts.update({ id: bert, custom: { [key]: value } })).rejects.toMatchObject({
      data: { reason: 'bad_value', fields: { [`custom.${key}`]: expect.stringContaining('Takes') } },
    })
    expect(await customOf(bert)).toEqual({ shop: 'http://other.example' })
  })

  it.each<[string, Condition['operator'], Condition['value'], string[]]>([
    ['about', 'contains', 'SECOND und', ['Anna']],
    ['about', 'not_contains', 'second', ['Bert']],
    ['about', 'empty', null, ['Bert']],
    ['shop', 'contains', 'example', ['Anna', 'Bert']],
    ['shop', 'is', 'HTTP://other.example', ['Bert']],
    ['shop', 'is_not', 'http://other.example', ['Anna']],
    ['billing', 'is', 'bills@firm.EXAMPLE', ['Anna']],
    ['billing', 'not_empty', null, ['Anna']],
    ['fax', 'contains', '030 901', ['Anna']],
    ['fax', 'starts', '+49 (30)', ['Anna']],
    ['fax', 'not_contains', '901820', ['Bert']],
  ])('are filtered: %s %s %s', async (field, operator, value, names) => {
    expect(await found(field, operator, value)).toEqual(names)
  })

  it('find a person in the search box by the digits of the number and by the address', async () => {
    const names = async (q: string) => (await contacts.list({ q })).rows.map((row) => row.name)
    expect(await names('030 90 18 20')).toEqual(['Anna'])
    expect(await names('4930901820')).toEqual(['Anna'])
    expect(await names('bills@firm')).toEqual(['Anna'])
    await contacts.update({ id: anna, custom: { fax: '+49 40 901820' } })
    expect(await names('030 90 18 20')).toEqual([])
    await contacts.update({ id: anna, custom: { fax: kept.fax } })
  })

  it('sort, change for many, and go back with an undo', async () => {
    const sorted = await contacts.list({ sort: 'custom.shop', direction: 'asc' })
    expect(sorted.rows.map((row) => row.name)).toEqual(['Bert', 'Anna'])
    const set = { custom: { fax: '+1 213 373 4253', billing: null } }
    const { operationId } = await contacts.bulk({ ids: [anna, bert], set })
    expect(await customOf(anna)).toEqual({ about: kept.about, shop: kept.shop, fax: '+1 213 373 4253' })
    await audit.undo({ id: operationId! })
    expect([await customOf(anna), await customOf(bert)]).toEqual([kept, { shop: 'http://other.example' }])
  })

  it('go with a merge and come back when it is undone', async () => {
    const { merging } = w.owner.client
    const take = ['custom.shop']
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: bert, loserId: anna, take })
    expect(await customOf(bert)).toEqual(kept)
    await merging.unmerge({ id: mergeId })
    expect([await customOf(anna), await customOf(bert)]).toEqual([kept, { shop: 'http://other.example' }])
  })

  it('are of companies and deals too, and a score reads them as words', async () => {
    const firm = await fields.create({ record: 'company', label: 'Hotline', type: 'phone' })
    const { id } = await companies.create({ name: 'Acme', custom: { [firm.key]: '0049 30 901820' } })
    expect((await companies.get({ id })).custom).toEqual({ [firm.key]: '+49 30 901820' })
    const page = await fields.create({ record: 'deal', label: 'Tender', type: 'url' })
    await expect(deals.create({ name: 'Roof', fields: { [page.key]: 'no page' } })).rejects.toMatchObject({
      data: { fields: { [`fields.${page.key}`]: 'Takes a web address such as https://example.com' } },
    })
    const deal = await deals.create({ name: 'Roof', fields: { [page.key]: 'https://tender.example/7' } })
    expect((await deals.get({ id: deal.id })).fields).toEqual({ [page.key]: 'https://tender.example/7' })
    const change = { id: deal.id, fields: { [page.key]: 'tender.example/8' } }
    await deals.update({ ...change, was: { fields: { [page.key]: 'https://tender.example/7' } } })
    await expect(deals.update({ ...change, was: { fields: { [page.key]: null } } })).rejects.toMatchObject({
      data: { reason: 'changed_meanwhile', value: 'https://tender.example/8' },
    })
    const { facts } = await scoring.vocabulary()
    expect(facts.filter((it) => it.field.includes('custom.')).map((it) => it.type)).toEqual(
      Array(5).fill('text'),
    )
  })
})

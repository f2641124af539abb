import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { Condition } from '#workspace/lists/contract'

describe('several choices', async () => {
  const w = await world()
  const { fields, contacts, audit, merging, scoring } = w.owner.client
  const { id: field, key } = await fields.create({
    record: 'contact',
    label: 'Likes',
    type: 'choices',
    choices: ['Tea', 'Coffee', 'Milk, cold'],
  })
  const made = async (name: string, likes: string | string[] | null) =>
    (await contacts.create({ name, custom: { [key]: likes } })).id
  const anna = await made('Anna', ['coffee', 'Tea', 'tea'])
  const bert = await made('Bert', 'Milk, cold')
  const cora = await made('Cora', '"Milk, cold"; Tea')
  const dora = await made('Dora', [])
  const likesOf = async (id: string) => (await contacts.get({ id })).custom[key]
  const found = async (operator: Condition['operator'], value: Condition['value'] = null) =>
    (
      await contacts.list({
        filter: { match: 'all', items: [{ field: `custom.${key}`, operator, value }] },
        sort: 'name',
        direction: 'asc',
      })
    ).rows.map((row) => row.name)

  it('are held once each, in the order of the field, from a list as from a cell', async () => {
    expect(await Promise.all([anna, bert, cora, dora].map(likesOf))).toEqual([
      ['Tea', 'Coffee'],
      ['Milk, cold'],
      ['Tea', 'Milk, cold'],
      undefined,
    ])
  })

  it.each<[Condition['operator'], Condition['value'], string[]]>([
    ['is', ['tea'], ['Anna', 'Cora']],
    ['is', ['Water'], []],
    ['is', ['Tea'], ['Anna', 'Cora']],
    ['is', ['Coffee', 'Milk, cold'], ['Anna', 'Bert', 'Cora']],
    ['is_all', ['Tea', 'Milk, cold'], ['Cora']],
    ['is_not', ['Coffee', 'Milk, cold'], ['Dora']],
    ['is_not', ['Coffee'], ['Bert', 'Cora', 'Dora']],
    ['empty', null, ['Dora']],
    ['not_empty', null, ['Anna', 'Bert', 'Cora']],
  ])('are filtered: %s %s', async (operator, value, names) => {
    expect(await found(operator, value)).toEqual(names)
  })

  it('sort by the first, each person once', async () => {
    const { rows } = await contacts.list({ sort: `custom.${key}`, direction: 'asc' })
    expect(rows.map((row) => row.name)).toEqual(['Bert', 'Anna', 'Cora', 'Dora'])
  })

  it('refuse a word that is none of them, and two values for a field of one', async () => {
    await expect(contacts.update({ id: bert, custom: { [key]: ['Tea', 'Wine'] } })).rejects.toMatchObject({
      message: '“Likes” takes any of: Tea, Coffee, Milk, cold.',
    })
    const one = await fields.create({ record: 'contact', label: 'One', type: 'text' })
    await expect(contacts.update({ id: bert, custom: { [one.key]: ['a', 'b'] } })).rejects.toMatchObject({
      message: '“One” takes one value.',
    })
    await fields.archive({ id: one.id })
  })

  it('change as one and go back as one; who saw others is told', async () => {
    const { operationId } = await contacts.bulk({ ids: [anna, dora], set: { custom: { [key]: ['Coffee'] } } })
    expect([await likesOf(anna), await likesOf(dora)]).toEqual([['Coffee'], ['Coffee']])
    await expect(
      contacts.update({ id: anna, custom: { [key]: null }, was: { [`custom.${key}`]: ['Tea', 'Coffee'] } }),
    ).rejects.toMatchObject({ data: { reason: 'changed_meanwhile', value: ['Coffee'] } })
    await audit.undo({ id: operationId! })
    expect([await likesOf(anna), await likesOf(dora)]).toEqual([['Tea', 'Coffee'], undefined])
    await contacts.update({
      id: anna,
      custom: { [key]: null },
      was: { [`custom.${key}`]: ['Coffee', 'Tea'] },
    })
    expect(await likesOf(anna)).toBeUndefined()
    await contacts.update({ id: anna, custom: { [key]: ['Tea', 'Coffee'] } })
  })

  it('are counted, renamed and retired like those of one choice', async () => {
    const usage = async () => (await fields.usage({ record: 'contact' })).rows.find((it) => it.id === field)!
    expect(await usage()).toMatchObject({
      count: 3,
      choices: expect.arrayContaining([
        { choice: 'Tea', count: 2 },
        { choice: 'Coffee', count: 1 },
      ]),
    })
    const { operationId } = await fields.update({ id: field, renames: [{ from: 'Tea', to: 'Herbs' }] })
    expect(await likesOf(cora)).toEqual(['Herbs', 'Milk, cold'])
    const facts = () =>
      w.sql('select value from fact_version where contact_id = $1 and field = $2 and until is null', [
        cora,
        `custom.${key}`,
      ])
    expect(await facts()).toEqual([{ value: ['Herbs', 'Milk, cold'] }])
    await audit.undo({ id: operationId! })
    expect(await facts()).toEqual([{ value: ['Tea', 'Milk, cold'] }])
    await fields.update({ id: field, choices: ['Tea', 'Coffee'] })
    await contacts.update({ id: bert, custom: { [key]: ['Milk, cold', 'Coffee'] } })
    expect(await likesOf(bert)).toEqual(['Coffee', 'Milk, cold'])
    await expect(contacts.update({ id: anna, custom: { [key]: ['Milk, cold'] } })).rejects.toMatchObject({
      data: { reason: 'bad_value' },
    })
    await contacts.update({ id: bert, custom: { [key]: 'Milk, cold' } })
  })

  it('go with a merge, retired ones too, and come back', async () => {
    const take = [`custom.${key}`]
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: anna, loserId: bert, take })
    expect(await likesOf(anna)).toEqual(['Milk, cold'])
    await merging.unmerge({ id: mergeId })
    expect([await likesOf(anna), await likesOf(bert)]).toEqual([['Tea', 'Coffee'], ['Milk, cold']])
  })

  it('are read by a score, of which one is enough', async () => {
    const { facts } = await scoring.vocabulary()
    expect(facts.find((it) => it.field === `custom.${key}`)).toMatchObject({
      type: 'choice',
      options: ['Tea', 'Coffee'],
    })
    const { productLineId } = (await scoring.list())[0]!
    const rule = {
      id: 'coffee',
      axis: 'fit' as const,
      points: 30,
      matcher: { field: `custom.${key}`, op: 'eq' as const, value: 'Coffee' },
    }
    const content = {
      rules: [rule],
      fitMax: 30,
      interestMax: 60,
      enter: 60,
      leave: 40,
      required: [],
      exclude: [],
      recencyDays: 90,
    }
    await scoring.enforce({ id: (await scoring.saveDraft({ productLineId, lanes: 'both', content })).id })
    await w.tick('rescore')
    await w.pump()
    const fitOf = async (id: string) => (await scoring.ofContact({ contactId: id }))[0]!.fit
    expect([await fitOf(anna), await fitOf(bert)]).toEqual([30, 0])
  })
})

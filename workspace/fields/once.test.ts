import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'
import { setFieldValues } from '#workspace/fields'

const taken = (said: string, message: string) => ({
  data: { reason: 'value_taken', fields: { 'custom.number': said } },
  message,
})

describe('values that are there only once', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { fields, contacts, companies, deals, audit, bin, merging } = w.owner.client
  const rules = { once: true as const }
  const { id: fieldId } = await fields.create({ record: 'contact', label: 'Number', type: 'text', rules })
  const person = async (name: string, number?: string) =>
    (await contacts.create({ name, ...(number && { custom: { number } }) })).id
  const numberOf = async (id: string) => (await contacts.get({ id })).custom.number ?? null
  const ada = await person('Ada', 'K-1')

  it('are refused to a second, who is told who has it, beside the field', async () => {
    const refused = taken('Ada has it already', 'Ada has “k-1” in “Number” already.')
    await expect(person('Bea', ' k-1 ')).rejects.toMatchObject(refused)
    const bea = await person('Bea')
    const error = contacts.update({ id: bea, custom: { number: 'K-1' } })
    await expect(error).rejects.toMatchObject({
      data: { reason: 'value_taken', holder: { record: 'contact', id: ada, name: 'Ada' } },
    })
    await contacts.update({ id: bea, custom: { number: 'K-2' } })
    await contacts.update({ id: ada, city: 'Ulm', custom: { number: 'K-1' } })
    await contacts.update({ id: ada, custom: { number: 'k-1' } })
    await contacts.update({ id: ada, custom: { number: null } })
    await contacts.update({ id: bea, custom: { number: 'K-1' } })
    await contacts.update({ id: bea, custom: { number: null } })
    await contacts.update({ id: ada, custom: { number: 'K-1' } })
  })

  it('are not told of to who may not see who has them, and refused all the same', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await expect(
      rep.client.contacts.create({ name: 'Cleo', custom: { number: 'K-1' } }),
    ).rejects.toMatchObject(
      taken(
        'Another that you can’t see has it already',
        'Another that you can’t see has “K-1” in “Number” already.',
      ),
    )
  })

  it('hold for numbers, addresses, phones, companies and deals, each field by itself', async () => {
    for (const [label, type, value] of [
      ['Seat', 'number', 7],
      ['Mail', 'email', 'a@b.example'],
      ['Desk', 'phone', '+49 30 901820'],
      ['Shop', 'url', 'https://shop.example/'],
    ] as const) {
      const { key } = await fields.create({ record: 'company', label, type, rules })
      const { id } = await companies.create({ name: `First ${label}`, custom: { [key]: value } })
      await expect(companies.create({ name: 'Second', custom: { [key]: value } })).rejects.toMatchObject({
        data: { fields: { [`custom.${key}`]: `First ${label} has it already` } },
      })
      await companies.remove({ id })
      await companies.create({ name: `Third ${label}`, custom: { [key]: value } })
    }
    await fields.create({ record: 'deal', label: 'Order', type: 'text', rules })
    await deals.create({ name: 'One', fields: { order: 'K-1' } })
    await expect(deals.create({ name: 'Two', fields: { order: 'K-1' } })).rejects.toMatchObject({
      data: { reason: 'value_taken', fields: { 'fields.order': 'One has it already' } },
    })
  })

  it('go to one of two who write them at once', async () => {
    const write = (_: unknown, n: number) =>
      contacts.create({ name: `Racer ${n}`, custom: { number: 'R-1' } }).then(
        () => 'written',
        (error) => error.data.reason,
      )
    const all = await Promise.all(Array.from({ length: 6 }, write))
    expect(all.filter((it) => it === 'written')).toHaveLength(1)
    expect(all.filter((it) => it === 'value_taken')).toHaveLength(5)
    const have = await w.sql("select from field_value where text_value = 'R-1'")
    expect(have).toHaveLength(1)
  })

  it('make a second writer wait for a first who is not done, and see them then', async () => {
    const [one, two] = [await person('Slow'), await person('Fast')]
    const now = w.clock.now()
    const operation = { kind: 'test', label: 'Slow' }
    const wrote = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const first = w.database.tenant(
      { workspaceId: w.workspaceId, actor: 'test', now, operation },
      async (db) => {
        await setFieldValues(db, 'contact', [{ recordId: one, values: { number: 'R-2' } }], now)
        wrote.resolve()
        await goOn.promise
      },
    )
    await wrote.promise
    const second = contacts.update({ id: two, custom: { number: 'r-2' } }).then(
      () => 'written',
      (error) => error.message,
    )
    const waiting = () => w.sql('select from pg_locks where not granted')
    await expect.poll(waiting, { timeout: 10_000 }).not.toEqual([])
    goOn.resolve()
    await first
    expect(await second).toBe('Slow has “r-2” in “Number” already.')
  })

  it('are refused to many at once, one by one in a batch and in pasted cells', async () => {
    const ids = [await person('Many'), await person('More')]
    await expect(contacts.bulk({ ids, set: { custom: { number: 'M-1' } } })).rejects.toMatchObject(
      taken(
        'Each value only once',
        '“Number” takes each value only once, and “M-1” is here for more than one.',
      ),
    )
    const batch = await contacts.batch({
      records: [
        { name: 'Batch 1', custom: { number: 'B-1' } },
        { name: 'Batch 2', custom: { number: 'B-1' } },
        { name: 'Batch 3', custom: { number: 'K-1' } },
      ],
    })
    expect(batch).toMatchObject({ created: 1, refused: 2 })
    expect(batch.rows[1]!.problem!.fields).toEqual({ 'custom.number': 'Batch 1 has it already' })
    const edits = ids.map((id) => ({ id, custom: { number: 'P-1' } }))
    const pasted = await contacts.edits({ edits, preview: false })
    expect(pasted).toMatchObject({
      changed: 1,
      refused: [{ index: 1, reason: 'Many has “P-1” in “Number” already.' }],
    })
  })

  it('do not bar anybody from the bin, and do not come back from there beside another', async () => {
    const old = await person('Old', 'Z-1')
    const { operationId } = await contacts.remove({ ids: [old] })
    const heir = await person('Heir', 'Z-1')
    const why = 'Heir has “Z-1” in “Number” by now. Give that one another first.'
    await expect(bin.bringBack({ records: [{ record: 'contact', id: old }] })).rejects.toMatchObject({
      data: { reason: 'value_taken' },
      message: why,
    })
    const other = await person('Other', 'Z-2')
    await contacts.remove({ ids: [other] })
    const back = await bin.bringBack({
      records: [old, other].map((id) => ({ record: 'contact' as const, id })),
    })
    expect(back).toMatchObject({ restored: 1, stay: [{ id: old, why }] })
    expect(await audit.undo({ id: operationId! })).toMatchObject({
      restored: 0,
      conflicts: [{ table: 'contact', rowId: old }],
    })
    await contacts.update({ id: heir, custom: { number: null } })
    expect(await bin.bringBack({ records: [{ record: 'contact', id: old }] })).toMatchObject({ restored: 1 })
    expect(await numberOf(old)).toBe('Z-1')
  })

  it('do not come back by an undo beside another', async () => {
    const one = await person('Undone', 'U-1')
    const { operationId } = await contacts.update({ id: one, custom: { number: 'U-2' } })
    const other = await person('Quick', 'U-1')
    expect((await audit.undo({ id: operationId! })).conflicts).toHaveLength(1)
    expect(await numberOf(one)).toBe('U-2')
    expect(await numberOf(other)).toBe('U-1')
    const cleared = await contacts.update({ id: one, custom: { number: null } })
    await contacts.update({ id: other, custom: { number: 'U-2' } })
    expect((await audit.undo({ id: cleared.operationId! })).conflicts).toHaveLength(1)
    expect(await numberOf(one)).toBeNull()
  })

  it('go with a merge to whoever stays, and back when the two are separated unless another has them', async () => {
    const [stays, ends] = [await person('Stays'), await person('Ends', 'G-1')]
    const merge = async (winnerId: string, loserId: string) =>
      (await merging.merge({ record: 'contact', winnerId, loserId, take: [] })).mergeId
    const mergeId = await merge(stays, ends)
    expect(await numberOf(stays)).toBe('G-1')
    await merging.unmerge({ id: mergeId })
    expect([await numberOf(stays), await numberOf(ends)]).toEqual([null, 'G-1'])
    const again = await merge(stays, ends)
    await contacts.update({ id: stays, custom: { number: null } })
    await person('Third', 'G-1')
    await expect(merging.unmerge({ id: again })).rejects.toMatchObject({ data: { reason: 'value_taken' } })
  })

  it('of before the rule stay, are counted by name, and bar a further one', async () => {
    const { id, key } = await fields.create({ record: 'contact', label: 'Card', type: 'text' })
    const make = async (name: string, card: string) =>
      (await contacts.create({ name, custom: { [key]: card } })).id
    const [one, two] = [await make('Card A', 'c1'), await make('Card B', 'C1')]
    await make('Card C', 'c2')
    const { breaking } = await fields.update({ id, rules })
    expect(breaking).toEqual({ count: 2, atLeast: false })
    expect((await fields.breaking({ id })).records.map(({ name }) => name)).toEqual(['Card A', 'Card B'])
    await contacts.update({ id: one, city: 'Ulm', custom: { [key]: 'c1' } })
    await expect(make('Card D', 'c1')).rejects.toMatchObject({ data: { reason: 'value_taken' } })
    await expect(make('Card D', 'c2')).rejects.toMatchObject({ data: { reason: 'value_taken' } })
    await contacts.remove({ ids: [two] })
    expect((await fields.breaking({ id })).count).toBe(0)
    // Two who repeat each other become one, whatever a third has.
    const third = await make('Card E', 'c3')
    await fields.update({ id, rules: {} })
    const [fourth, fifth] = [await make('Card F', 'c3'), await person('Card G')]
    await fields.update({ id, rules })
    await merging.merge({ record: 'contact', winnerId: fifth, loserId: fourth, take: [`custom.${key}`] })
    expect((await contacts.get({ id: fifth })).custom[key]).toBeUndefined()
    await merging.merge({ record: 'contact', winnerId: fifth, loserId: third, take: [] })
    expect((await contacts.get({ id: fifth })).custom[key]).toBe('c3')
  })

  it('refuse a row of a file that would repeat them, and say why', async () => {
    await contacts.create({ name: 'Known', email: 'known@file.example', custom: { number: 'F-1' } })
    await contacts.create({ name: 'Second', email: 'second@file.example', custom: { number: 'F-9' } })
    const { id: hidden } = await contacts.create({ name: 'Mine', email: 'mine@file.example' })
    const people = [
      'E-mail,Name,Number',
      'known@file.example,Known,F-1',
      'mine@file.example,Mine,F-3',
      'second@file.example,Second,F-1',
    ]
    const brought = await bring('contacts', await write('people.csv', people.join('\n')))
    expect(counted(brought)).toEqual([3, 0, 1, 1, 1])
    expect(brought.refusedRows.map(({ reason }) => reason)).toEqual([
      '“F-1” in “Number” leads to Known, “second@file.example” to Second. Correct the one that is wrong.',
    ])
    expect(await numberOf(hidden)).toBe('F-3')
    await bring('contacts', await write('again.csv', 'E-mail,Number\nknown@file.example,K-1'))
    expect((await contacts.list({ q: 'known@file.example' })).rows[0]!.custom.number).toBe('F-1')
  })

  it('can’t be asked of other kinds, or be longer than they are told apart by', async () => {
    for (const [type, more, at] of [
      ['prose', {}, 'rules.once'],
      ['date', {}, 'rules.once'],
      ['text', { longest: 201 }, 'rules.longest'],
    ] as const)
      await expect(
        fields.create({ record: 'contact', label: 'Never', type, rules: { ...rules, ...more } }),
      ).rejects.toMatchObject({ data: { reason: 'bad_rule', fields: { [at]: expect.any(String) } } })
    await expect(contacts.update({ id: ada, custom: { number: 'x'.repeat(201) } })).rejects.toMatchObject({
      data: { fields: { 'custom.number': 'Takes at most 200 characters (these are 201)' } },
    })
    expect((await fields.breaking({ id: fieldId })).count).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'
import type { Condition } from '#workspace/lists/contract'

describe('a computed field', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { fields, contacts, companies, deals, audit, merging, lists, scoring } = w.owner.client
  const machines = await fields.create({ record: 'contact', label: 'Machines', type: 'number' })
  const price = await fields.create({ record: 'contact', label: 'Price', type: 'money', currency: 'EUR' })
  const anna = (await contacts.create({ name: 'Anna', custom: { machines: 4, price: 10_000 } })).id
  const bert = (await contacts.create({ name: 'Bert', custom: { machines: 0 } })).id
  const worth = await fields.create({
    ...{ record: 'contact', label: 'Worth', type: 'money', currency: 'EUR', formula: 'price * machines' },
  })
  const each = await fields.create({
    ...{ record: 'contact', label: 'Share', type: 'number', formula: '100 / machines' },
  })
  const size = await fields.create({
    ...{ record: 'contact', label: 'Size', type: 'text', formula: 'share < 30 ? "large" : "small"' },
  })
  const customOf = async (id: string) => (await contacts.get({ id })).custom
  const listed = async (field: string, operator: Condition['operator'], value: Condition['value'] = null) =>
    (
      await contacts.list({
        filter: { match: 'all', items: [{ field: `custom.${field}`, operator, value }] },
        sort: 'name',
        direction: 'asc',
      })
    ).rows.map((row) => row.name)

  it('is there at once and computed behind, with how far it is', async () => {
    expect(await customOf(anna)).toEqual({ machines: 4, price: 10_000 })
    const { rows } = await fields.list({ record: 'contact' })
    expect(rows.find((it) => it.id === worth.id)).toMatchObject({
      formula: 'price * machines',
      computing: { done: 0, total: 2 },
    })
    await w.tick('compute-fields')
    expect(await customOf(anna)).toEqual({
      machines: 4,
      price: 10_000,
      worth: 40_000,
      share: 25,
      size: 'large',
    })
    expect((await fields.list({ record: 'contact' })).rows.every((it) => it.computing === null)).toBe(true)
  })

  it('is empty where it can’t be, and says why', async () => {
    expect(await customOf(bert)).toEqual({ machines: 0 })
    expect((await fields.reasons({ record: 'contact', id: bert })).rows).toEqual([
      { key: worth.key, reason: '“Price” is empty' },
      { key: each.key, reason: 'It would divide by nothing' },
      { key: size.key, reason: '“Share” is empty' },
    ])
  })

  it('follows every change in the same act, filters and sorts', async () => {
    await contacts.update({ id: bert, custom: { machines: 2, price: 500 } })
    expect(await customOf(bert)).toEqual({ machines: 2, price: 500, worth: 1000, share: 50, size: 'small' })
    expect(await listed('worth', 'gt', '5000')).toEqual(['Anna'])
    expect(await listed('size', 'is', ['small'])).toEqual(['Bert'])
    const sorted = await contacts.list({ sort: 'custom.share', direction: 'desc' })
    expect(sorted.rows.map((row) => row.name)).toEqual(['Bert', 'Anna'])
    const { rows } = await lists.fields({ record: 'contact' })
    expect(rows.find((it) => it.id === 'custom.worth')).toMatchObject({
      kind: 'money',
      computed: true,
      currency: 'EUR',
    })
  })

  it('goes back with an undo, also where something else was changed since', async () => {
    const first = await contacts.bulk({ ids: [anna, bert], set: { custom: { machines: 10 } } })
    expect([(await customOf(anna)).worth, (await customOf(bert)).worth]).toEqual([100_000, 5000])
    await contacts.update({ id: bert, custom: { price: 700 } })
    const undone = await audit.undo({ id: first.operationId! })
    expect(undone).toMatchObject({ conflicts: [] })
    expect([(await customOf(anna)).worth, (await customOf(bert)).worth]).toEqual([40_000, 1400])
  })

  it('was known then: a score and a replay read it as it was', async () => {
    const facts = await w.sql(
      "select value, until is null as holds from fact_version where contact_id = $1 and field = 'custom.size' order by known_at",
      [bert],
    )
    expect(facts).toEqual([
      { value: 'small', holds: false },
      { value: 'large', holds: false },
      { value: 'small', holds: true },
    ])
    const vocabulary = await scoring.vocabulary()
    expect(vocabulary.facts.find((it) => it.field === 'custom.share')).toMatchObject({ type: 'number' })
  })

  it('is written by nobody: not by hand, not by a program, not by a file', async () => {
    const refusal = {
      message: '“Worth” is computed and can’t be written. Leave it out.',
      data: { reason: 'computed_field' },
    }
    await expect(contacts.update({ id: anna, custom: { worth: 1 } })).rejects.toMatchObject(refusal)
    await expect(contacts.create({ name: 'C', custom: { worth: null } })).rejects.toMatchObject(refusal)
    await expect(contacts.bulk({ ids: [anna], set: { custom: { worth: 1 } } })).rejects.toMatchObject(refusal)
    const file = await write(
      'people.csv',
      'Name,E-mail,Worth\nCora,cora@x.example,12\nDora,dora@x.example,13',
    )
    await expect(bring('contacts', file)).rejects.toThrow('“Worth” is computed and can’t be brought in.')
  })

  it('is computed of what a file brings, and stands in files without being asked back', async () => {
    const brought = await bring(
      'contacts',
      await write('new.csv', 'Name,E-mail,Machines,Price\nEmil,emil@x.example,5,20.00\nFay,fay@x.example,8,'),
    )
    expect(counted(brought)).toEqual([2, 2, 0, 0, 0])
    const [emil] = (await contacts.list({ q: 'emil@x.example' })).rows
    expect(emil!.custom).toMatchObject({ machines: 5, price: 2000, worth: 10_000, share: 20, size: 'large' })
    const whole = await (await contacts.export({})).text()
    expect(whole).not.toContain('Worth')
    expect(counted(await bring('contacts', await write('own.csv', whole)))).toEqual([4, 0, 0, 4, 0])
    const asked = await (await contacts.export({ columns: ['email', 'custom.worth'] })).text()
    expect(asked).toContain('emil@x.example,100')
    await audit.undo({ id: brought.operationId })
  })

  it('is computed anew for who stays after a merge, and for both when they are separated', async () => {
    const cora = (await contacts.create({ name: 'Cora', custom: { machines: 7 } })).id
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: cora, loserId: anna, take: [] })
    expect(await customOf(cora)).toMatchObject({ machines: 7, price: 10_000, worth: 70_000 })
    await merging.unmerge({ id: mergeId })
    expect([(await customOf(cora)).worth, (await customOf(anna)).worth]).toEqual([undefined, 40_000])
  })

  it.each<[string, string, string]>([
    ['price * price', 'money', 'money * money'],
    ['price * 2', 'number', 'It gives money, and the field holds a number.'],
    ['machines + nobody', 'number', 'There is no “nobody”'],
    ['machines', 'choice', 'can be computed'],
    ['own_machines', 'number', 'There is no “own_machines”'],
  ])('refuses %s as %s', async (formula, type, words) => {
    await expect(
      fields.create({ record: 'contact', label: 'Bad', type: type as 'number', formula }),
    ).rejects.toMatchObject({
      data: { reason: 'bad_formula', fields: { formula: expect.stringContaining(words) } },
    })
  })

  it('refuses a circle, takes another formula, and says what one would give', async () => {
    await expect(fields.update({ id: each.id, formula: 'length(size)' })).rejects.toMatchObject({
      message: expect.stringContaining('It would compute itself'),
    })
    await expect(fields.update({ id: machines.id, formula: '1' })).rejects.toMatchObject({
      data: { reason: 'not_computed' },
    })
    await fields.update({ id: each.id, formula: 'or(machines, 1) * 2' })
    await w.tick('compute-fields')
    expect(await customOf(anna)).toMatchObject({ share: 8, size: 'large' })
    const said = await fields.formula({ record: 'contact', formula: 'price / price' })
    expect(said).toMatchObject({ type: 'number', problem: null })
    expect(said.names.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['created_on', 'machines', 'worth']),
    )
    expect(await fields.formula({ record: 'deal', formula: 'one_off +' })).toMatchObject({ type: null })
  })

  it('waits for nothing that is put away, and says so', async () => {
    await fields.archive({ id: price.id })
    await contacts.update({ id: anna, custom: { machines: 3 } })
    expect((await customOf(anna)).worth).toBeUndefined()
    const { rows } = await fields.reasons({ record: 'contact', id: anna })
    expect(rows).toContainEqual({ key: 'worth', reason: 'There is no “price” to compute with.' })
    await fields.restore({ id: price.id })
    await contacts.update({ id: anna, custom: { machines: 4 } })
    expect((await customOf(anna)).worth).toBe(40_000)
  })

  it('is of companies and deals too, of their amounts in their own currency and days as the firm has them', async () => {
    const fee = { record: 'deal' as const, label: 'Fee', type: 'money' as const, currency: 'EUR' }
    await fields.create({ ...fee, formula: 'one_off * 0.1 + recurring * months' })
    await fields.create({
      record: 'deal',
      label: 'Days',
      type: 'number',
      formula: 'expected_on - created_on',
    })
    await fields.create({
      record: 'company',
      label: 'Each',
      type: 'money',
      currency: 'GBP',
      formula: 'turnover / employees',
    })
    await w.tick('compute-fields')
    const { id } = await deals.create({
      name: 'Roof',
      currency: 'EUR',
      oneOffMinor: 1_005,
      recurringMinor: 10,
      termMonths: 2,
    })
    expect((await deals.get({ id })).fields).toEqual({ fee: 121 })
    const today = new Date(w.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    await deals.update({ id, expectedClose: today })
    expect((await deals.get({ id })).fields).toMatchObject({ fee: 121, days: 30 })
    await deals.update({ id, currency: 'USD' })
    expect((await deals.get({ id })).fields).toEqual({ days: 30 })
    expect((await fields.reasons({ record: 'deal', id })).rows).toEqual([
      { key: 'fee', reason: 'It is in USD, and the field in EUR' },
    ])
    const firm = (await companies.create({ name: 'Acme', employees: 4, revenueMinor: 1000 })).id
    const { currency } = await w.inside((db) =>
      db.selectFrom('workspace').select('currency').executeTakeFirstOrThrow(),
    )
    const custom = (await companies.get({ id: firm })).custom
    expect(custom).toEqual(currency === 'GBP' ? { each: 250 } : {})
  })

  it('that was just added goes with an undo, with what was computed', async () => {
    const { id, operationId } = await fields.create({
      record: 'contact',
      label: 'Gone',
      type: 'number',
      formula: 'machines + 1',
    })
    await w.tick('compute-fields')
    expect((await customOf(anna)).gone).toBe(5)
    await audit.undo({ id: operationId! })
    expect(await customOf(anna)).not.toHaveProperty('gone')
    expect(await w.sql('select 1 from field_value where field_id = $1', [id])).toEqual([])
  })
})

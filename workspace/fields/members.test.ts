import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'
import type { Condition } from '#workspace/lists/contract'

describe('a member as a field', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { fields, contacts, companies, audit, merging, scoring, lists } = w.owner.client
  const otto = await w.member('sales_rep', { name: 'Otto' })
  const zoe = await w.member('marketer', { name: 'Zoe' })
  const { key } = await fields.create({ record: 'contact', label: 'Adviser', type: 'member' })
  const anna = (await contacts.create({ name: 'Anna', email: 'anna@x.example', custom: { [key]: zoe.id } }))
    .id
  const bert = (await contacts.create({ name: 'Bert', email: 'bert@x.example', custom: { [key]: 'otto' } }))
    .id
  const cora = (await contacts.create({ name: 'Cora', email: 'cora@x.example' })).id
  const adviser = async (id: string) => (await contacts.get({ id })).custom[key]
  const listed = async (operator: Condition['operator'], value: Condition['value'] = null) =>
    (
      await contacts.list({
        filter: { match: 'all', items: [{ field: `custom.${key}`, operator, value }] },
        sort: `custom.${key}`,
        direction: 'asc',
      })
    ).rows.map((row) => row.name)

  it('is known by id and by name, is offered by both, and refuses a stranger', async () => {
    expect([await adviser(anna), await adviser(bert)]).toEqual([zoe.id, otto.id])
    const offered = expect.arrayContaining([{ value: otto.id, label: 'Otto', gone: false }])
    expect((await fields.list({ record: 'contact' })).rows[0]).toMatchObject({ options: offered })
    const { rows } = await lists.fields({ record: 'contact' })
    expect(rows.find((it) => it.id === `custom.${key}`)).toMatchObject({
      kind: 'choice',
      options: expect.arrayContaining([{ value: zoe.id, label: 'Zoe' }]),
    })
    for (const value of ['Nobody', anna])
      await expect(contacts.update({ id: cora, custom: { [key]: value } })).rejects.toMatchObject({
        message: '“Adviser” takes a member who works here.',
      })
  })

  it('filters, and sorts by name', async () => {
    expect(await listed('is', [otto.id])).toEqual(['Bert'])
    expect(await listed('is_not', [otto.id])).toEqual(['Anna', 'Cora'])
    expect(await listed('not_empty')).toEqual(['Bert', 'Anna'])
    expect(await listed('empty')).toEqual(['Cora'])
  })

  it('says who it was changed to, by name, and goes back with an undo', async () => {
    const { operationId } = await contacts.bulk({ ids: [anna, cora], set: { custom: { [key]: otto.id } } })
    await expect(
      contacts.update({ id: anna, custom: { [key]: null }, was: { [`custom.${key}`]: zoe.id } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('changed it to “Otto” meanwhile') })
    await audit.undo({ id: operationId! })
    expect([await adviser(anna), await adviser(cora)]).toEqual([zoe.id, undefined])
  })

  it('is written by name, and read back as the same', async () => {
    const out = await (await contacts.export({ columns: ['email', `custom.${key}`] })).text()
    expect(out).toContain('anna@x.example,Zoe')
    const field = {
      to: null,
      field: {
        label: 'Adviser',
        type: 'text' as const,
        choices: [],
        role: 'plain' as const,
        roleReason: null,
      },
      empty: [],
    }
    const mapping = {
      policy: 'overwrite' as const,
      columns: { 'E-mail': { to: 'email', field: null, empty: [] }, Adviser: field },
    }
    const file = await write('own.csv', out)
    expect(counted(await bring('contacts', file, { mapping }))).toEqual([3, 0, 0, 3, 0])
    const other = await write('other.csv', 'E-mail,Adviser\ncora@x.example,Nobody\ncora@x.example,ZOE')
    const brought = await bring('contacts', other, { mapping })
    expect(brought.refusedRows).toMatchObject([
      { line: 2, reason: '“Adviser”: “Nobody” is not a member who works here.' },
    ])
    expect(await adviser(cora)).toBe(zoe.id)
    await audit.undo({ id: brought.operationId })
  })

  it('goes with a merge and comes back; companies have one too, and no score reads it', async () => {
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: cora, loserId: anna, take: [] })
    expect(await adviser(cora)).toBe(zoe.id)
    await merging.unmerge({ id: mergeId })
    expect([await adviser(anna), await adviser(cora)]).toEqual([zoe.id, undefined])
    const firm = await fields.create({ record: 'company', label: 'Coach', type: 'member' })
    const { id } = await companies.create({ name: 'Acme', custom: { [firm.key]: otto.id } })
    expect((await companies.get({ id })).custom).toEqual({ [firm.key]: otto.id })
    const { facts } = await scoring.vocabulary()
    expect(facts.filter((it) => it.field.includes('custom.'))).toEqual([])
  })

  it('stays where somebody who left is, and is set nowhere anew', async () => {
    await w.inside((db) =>
      db.updateTable('member').set({ status: 'left' }).where('id', '=', otto.id).execute(),
    )
    expect(await adviser(bert)).toBe(otto.id)
    await expect(contacts.update({ id: cora, custom: { [key]: otto.id } })).rejects.toMatchObject({
      data: { reason: 'bad_value' },
    })
    const [field] = (await fields.list({ record: 'contact' })).rows
    expect(field!.options.find((it) => it.value === otto.id)).toMatchObject({ gone: true })
  })
})

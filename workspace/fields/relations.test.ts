import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'
import type { Condition } from '#workspace/lists/contract'

describe('a relation to a person, a company or a deal', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { fields, contacts, companies, deals, audit, merging, scoring, lists } = w.owner.client
  const { key, id: fieldId } = await fields.create({
    ...{ record: 'contact', label: 'Referred by', type: 'relation', relatesTo: 'contact' },
  })
  const path = `custom.${key}`
  const made = async (name: string, by: string | null = null) =>
    (await contacts.create({ name, email: `${name.toLowerCase()}@x.example`, custom: { [key]: by } })).id
  const anna = await made('Anna')
  const bert = await made('Bert', anna)
  const cora = await made('Cora', 'bert@x.example')
  const dora = await made('Dora', 'Änna'.replace('Ä', 'a'))
  const byOf = async (id: string) => (await contacts.get({ id })).custom[key]
  const found = async (operator: Condition['operator'], value: Condition['value'] = null) =>
    (
      await contacts.list({
        filter: { match: 'all', items: [{ field: path, operator, value }] },
        sort: 'name',
        direction: 'asc',
      })
    ).rows.map((row) => row.name)

  it('is written by id, address or a name that one alone has, and kept as the id', async () => {
    expect(await Promise.all([anna, bert, cora, dora].map(byOf))).toEqual([undefined, anna, bert, anna])
    await contacts.update({ id: dora, externalId: 'P-4', custom: { [key]: null } })
    await contacts.update({ id: anna, custom: { [key]: 'P-4' } })
    expect(await byOf(anna)).toBe(dora)
    await contacts.update({ id: anna, custom: { [key]: null } })
    await contacts.update({ id: dora, custom: { [key]: anna } })
  })

  it('refuses who is not there, who is of another kind, and oneself', async () => {
    const { id: firm } = await companies.create({ name: 'Acme' })
    for (const value of ['Nobody', firm, cora, 7, ['a', 'b']])
      await expect(contacts.update({ id: cora, custom: { [key]: value } })).rejects.toMatchObject({
        data: { reason: 'bad_value', fields: { [path]: expect.stringContaining('Takes') } },
      })
    await expect(contacts.update({ id: cora, custom: { [key]: cora } })).rejects.toMatchObject({
      message: '“Referred by” takes another person that is there and within your reach.',
    })
    expect(await byOf(cora)).toBe(bert)
    await expect(fields.create({ record: 'deal', label: 'Partner', type: 'relation' })).rejects.toMatchObject(
      { data: { reason: 'relates_to_nothing' } },
    )
  })

  it.each<[Condition['operator'], () => Condition['value'], string[]]>([
    ['is', () => [anna], ['Bert', 'Dora']],
    ['is', () => [anna, bert], ['Bert', 'Cora', 'Dora']],
    ['is', () => ['no id'], []],
    ['is_not', () => [anna], ['Anna', 'Cora']],
    ['empty', () => null, ['Anna']],
    ['not_empty', () => null, ['Bert', 'Cora', 'Dora']],
  ])('filters: %s', async (operator, value, names) => {
    expect(await found(operator, value())).toEqual(names)
  })

  it('is offered with what it relates to, sorts by name, and no score reads it', async () => {
    const { rows } = await lists.fields({ record: 'contact' })
    expect(rows.find((it) => it.id === path)).toMatchObject({
      kind: 'relation',
      relatesTo: 'contact',
      sorts: true,
    })
    const sorted = await contacts.list({ sort: path, direction: 'desc' })
    expect(sorted.rows.map((row) => row.name)).toEqual(['Cora', 'Dora', 'Bert', 'Anna'])
    const { facts } = await scoring.vocabulary()
    expect(facts.filter((it) => it.field.includes('custom.'))).toEqual([])
    expect(await w.sql('select 1 from fact_version where field = $1', [path])).toEqual([])
  })

  it('is looked up along an index by whoever is fenced in, from either side', async () => {
    const plan = (condition: string) =>
      w.inside(async (db) => {
        await sql`set local enable_seqscan = off`.execute(db)
        const { rows } = await sql<Record<string, string>>`
          explain select id from field_value v where ${sql.raw(condition)}`.execute(db)
        return rows.map((row) => Object.values(row)[0]).join('\n')
      })
    for (const condition of [
      `v.field_id = '${fieldId}' and v.related_id = '${anna}'`,
      `v.field_id = '${fieldId}' and v.related_id is not null`,
      `v.related_id = '${anna}'`,
    ])
      expect(await plan(condition)).toMatch(/Index (Only )?Scan using field_value_relat/)
  })

  it('leads back from whom it names', async () => {
    const { rows } = await fields.referring({ record: 'contact', id: anna })
    expect(rows).toMatchObject([
      {
        fieldId,
        label: 'Referred by',
        record: 'contact',
        count: 2,
        records: [{ name: 'Bert' }, { name: 'Dora' }],
      },
    ])
    expect((await fields.referring({ record: 'contact', id: dora })).rows).toEqual([])
    const named = await fields.related({ record: 'contact', ids: [dora, anna] })
    expect(named.rows).toEqual([
      { id: anna, name: 'Anna', number: anna },
      { id: dora, name: 'Dora', number: 'P-4' },
    ])
  })

  it('changes for many, tells who was faster by name, and goes back with an undo', async () => {
    const { operationId } = await contacts.bulk({ ids: [bert, dora], set: { custom: { [key]: cora } } })
    await expect(
      contacts.update({ id: bert, custom: { [key]: null }, was: { [path]: anna } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('changed it to “Cora” meanwhile') })
    await audit.undo({ id: operationId! })
    expect(await Promise.all([bert, dora].map(byOf))).toEqual([anna, anna])
  })

  it('is out of sight while whom it names is in the bin, and comes back with them', async () => {
    const { operationId } = await contacts.remove({ ids: [anna] })
    expect(await byOf(bert)).toBeUndefined()
    expect(await found('not_empty')).toEqual(['Cora'])
    expect(await found('is', [anna])).toEqual([])
    await expect(fields.referring({ record: 'contact', id: anna })).rejects.toMatchObject({ status: 404 })
    await audit.undo({ id: operationId! })
    expect(await byOf(bert)).toBe(anna)
  })

  it('moves with a merge and comes back; nobody is related to themselves by one', async () => {
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: dora, loserId: anna, take: [] })
    expect([await byOf(bert), await byOf(dora)]).toEqual([dora, undefined])
    await merging.unmerge({ id: mergeId })
    expect([await byOf(bert), await byOf(dora), await byOf(anna)]).toEqual([anna, anna, undefined])
    const other = await merging.merge({ record: 'contact', winnerId: anna, loserId: dora, take: [path] })
    expect(await byOf(anna)).toBeUndefined()
    await merging.unmerge({ id: other.mergeId })
    expect([await byOf(anna), await byOf(dora)]).toEqual([undefined, anna])
  })

  it('is gone for good with whom it names', async () => {
    const gerd = (await contacts.create({ name: 'Gerd Gone', email: 'gerd@x.example' })).id
    await contacts.update({ id: cora, custom: { [key]: gerd } })
    await contacts.update({ id: cora, custom: { [key]: bert } })
    await contacts.update({ id: dora, custom: { [key]: gerd } })
    await w.owner.client.erasing.erase({ contactId: gerd, cause: 'asked', name: 'Gerd Gone' })
    expect([await byOf(cora), await byOf(dora)]).toEqual([bert, undefined])
    await w.tick('erasures')
    const left = await w.sql('select 1 from field_value where related_id = $1', [gerd])
    expect(left).toEqual([])
    await contacts.update({ id: dora, custom: { [key]: anna } })
  })

  it('is in a file by name and by number, and read back as the same', async () => {
    const file = await (await contacts.export({ columns: ['email', path] })).text()
    expect(file.split('\r\n')[0]).toBe('E-mail,Referred by,Referred by (id)')
    expect(file).toContain(`cora@x.example,Bert,${bert}`)
    const json = JSON.parse(
      await (await contacts.export({ columns: ['email', path], format: 'json' })).text(),
    )
    expect(json).toContainEqual({ email: 'bert@x.example', [path]: { id: anna, name: 'Anna', number: anna } })
    const whole = await (await contacts.export({})).text()
    expect(counted(await bring('contacts', await write('own.csv', whole)))).toEqual([4, 0, 0, 4, 0])
    const rows = [
      'E-mail,Referred by',
      'emil@x.example,fay@x.example',
      'fay@x.example,Nobody here',
      'bert@x.example,emil@x.example',
    ]
    const brought = await bring('contacts', await write('new.csv', rows.join('\n')))
    expect(counted(brought)).toEqual([3, 2, 0, 1, 0])
    expect(brought.unknown).toMatchObject([{ field: 'custom.Referred by', value: 'Nobody here', rows: 1 }])
    const [fay] = (await contacts.list({ q: 'fay@x.example' })).rows
    const [emil] = (await contacts.list({ q: 'emil@x.example' })).rows
    expect([emil!.custom[key], fay!.custom[key], await byOf(bert)]).toEqual([fay!.id, undefined, anna])
    await audit.undo({ id: brought.operationId })
  })

  it('is of companies and deals too', async () => {
    const partner = await fields.create({
      record: 'company',
      label: 'Partner',
      type: 'relation',
      relatesTo: 'company',
    })
    const guide = await fields.create({
      record: 'deal',
      label: 'Adviser',
      type: 'relation',
      relatesTo: 'contact',
    })
    const first = await fields.create({
      record: 'contact',
      label: 'First deal',
      type: 'relation',
      relatesTo: 'deal',
    })
    const { id: acme } = await companies.create({ name: 'Acme Two', custom: {} })
    const { id: bolt } = await companies.create({ name: 'Bolt', custom: { [partner.key]: 'acme two' } })
    expect((await companies.get({ id: bolt })).custom).toEqual({ [partner.key]: acme })
    const roof = (await deals.create({ name: 'Roof', fields: { [guide.key]: cora } })).id
    expect((await deals.get({ id: roof })).fields).toEqual({ [guide.key]: cora })
    await contacts.update({ id: cora, custom: { [first.key]: 'Roof' } })
    expect((await contacts.get({ id: cora })).custom).toEqual({ [key]: bert, [first.key]: roof })
    expect((await fields.referring({ record: 'deal', id: roof })).rows).toMatchObject([
      { label: 'First deal', records: [{ id: cora }] },
    ])
    const file = await (await deals.export({})).text()
    expect(file).toContain(`Cora,${cora}`)
    const { operationId } = await deals.remove({ id: roof })
    expect((await contacts.get({ id: cora })).custom).toEqual({ [key]: bert })
    await audit.undo({ id: operationId! })
    expect((await contacts.get({ id: cora })).custom).toEqual({ [key]: bert, [first.key]: roof })
    const firms = 'Name,Partner\nBolt,Clamp\nClamp,Acme Two'
    const brought = await bring('companies', await write('firms.csv', firms), {
      mapping: {
        policy: 'overwrite',
        columns: { Name: { to: 'name', field: null, empty: [] }, Partner: own },
      },
    })
    expect(counted(brought)).toEqual([2, 1, 1, 0, 0])
    const [clamp] = (await companies.list({ q: 'Clamp' })).rows
    expect(clamp!.custom).toEqual({ [partner.key]: acme })
    expect((await companies.get({ id: bolt })).custom).toEqual({ [partner.key]: clamp!.id })
  })
  const own = {
    to: null,
    field: { label: 'Partner', type: 'text' as const, choices: [], role: 'plain' as const, roleReason: null },
    empty: [],
  }

  it('shows and takes only who is within reach, and is told to nobody who may not read their kind', async () => {
    const rita = await w.member('sales_rep', { visibility: 'own' })
    const mine = (await rita.client.contacts.create({ name: 'Mine' })).id
    await expect(rita.client.contacts.update({ id: mine, custom: { [key]: anna } })).rejects.toMatchObject({
      data: { reason: 'bad_value' },
    })
    await contacts.update({ id: mine, custom: { [key]: anna } })
    expect(await byOf(mine)).toBe(anna)
    expect((await rita.client.contacts.get({ id: mine })).custom).toEqual({})
    const list = async (operator: Condition['operator'], value: Condition['value'] = null) =>
      (
        await rita.client.contacts.list({
          filter: { match: 'all', items: [{ field: path, operator, value }] },
        })
      ).rows
    expect(await list('not_empty')).toEqual([])
    expect(await list('is', [anna])).toEqual([])
    expect((await rita.client.fields.related({ record: 'contact', ids: [anna, mine] })).rows).toMatchObject([
      { id: mine },
    ])
    await expect(rita.client.fields.referring({ record: 'contact', id: anna })).rejects.toMatchObject({
      status: 404,
    })
  })
})

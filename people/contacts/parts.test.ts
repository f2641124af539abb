import { beforeAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { Condition, FilterGroup } from '#workspace/lists/contract'

type Asked = [field: string, operator: Condition['operator'], value: string]
const items = (all: Asked[]) => all.map(([field, operator, value]) => ({ field, operator, value }))
const all = (...them: Asked[]): FilterGroup => ({ match: 'all', items: items(them) })
const any = (...them: Asked[]): FilterGroup => ({ match: 'any', items: items(them) })

describe('a part of a text, asked of a list', async () => {
  const w = await world()
  const { contacts, companies, fields, audit, merging, lists } = w.owner.client
  const people = async (filter: FilterGroup, client = w.owner.client) =>
    (await client.contacts.list({ filter, sort: 'name', direction: 'asc' })).rows.map(({ name }) => name)
  const firms = async (filter: FilterGroup) =>
    (await companies.list({ filter, sort: 'name', direction: 'asc' })).rows.map(({ name }) => name)
  let firmId = ''

  beforeAll(async () => {
    for (const record of ['contact', 'company'] as const)
      for (const type of ['text', 'prose', 'url', 'email', 'phone'] as const)
        await fields.create({ record, label: `My ${type}`, type })
    const { id } = await companies.create({
      ...{ name: 'Zahnräder 100%_Stahl KG', sector: 'Getriebebau', city: 'Übersee', country: 'Deutschland' },
      ...{
        externalId: 'F\\77',
        domain: 'zahnrad.example',
        custom: { my_text: 'Presse 4711', my_phone: '030 555444' },
      },
    })
    firmId = id
    await contacts.create({
      ...{ name: 'Ärmel Überhuber', email: 'ab@mail.example', jobTitle: 'Leiter Einkauf', city: 'Gmunden' },
      ...{ country: 'Österreich', externalId: 'K-0815', phone: '0170 5551234', companyId: firmId },
      custom: {
        my_text: 'Ölpumpe XZ-9',
        my_prose: 'mag\nZebras',
        my_url: 'https://uber.example/ä',
        my_phone: '040 901820',
      },
    })
    await contacts.create({
      name: 'Mail Example',
      email: 'huber@other.example',
      custom: { my_email: 'zwei@post.example' },
    })
  })

  it.each<[FilterGroup, string[]]>([
    [all(['name', 'contains', 'RHUB']), ['Ärmel Überhuber']],
    [all(['name', 'contains', 'mail']), ['Mail Example']],
    [all(['name', 'contains', 'el ub']), ['Ärmel Überhuber']],
    [all(['name', 'contains', 'ub']), ['Ärmel Überhuber']],
    [all(['name', 'contains', '%']), []],
    [all(['name', 'not_contains', 'huber']), ['Mail Example']],
    [all(['email', 'contains', 'huber']), ['Mail Example']],
    [all(['jobTitle', 'contains', 'einkauf']), ['Ärmel Überhuber']],
    [all(['jobTitle', 'contains', 'ei']), ['Ärmel Überhuber']],
    [all(['city', 'contains', 'MUND']), ['Ärmel Überhuber']],
    [all(['country', 'contains', 'reich']), ['Ärmel Überhuber']],
    [all(['externalId', 'contains', '081']), ['Ärmel Überhuber']],
    [all(['externalId', 'is', 'k-0815']), ['Ärmel Überhuber']],
    [all(['externalId', 'starts', '0815']), []],
    [all(['phone', 'contains', '0170/555']), ['Ärmel Überhuber']],
    [all(['phone', 'starts', '+49 170']), ['Ärmel Überhuber']],
    [all(['company', 'contains', '100%_s']), ['Ärmel Überhuber']],
    [all(['company', 'contains', '1000_']), []],
    [all(['companySector', 'contains', 'triebe']), ['Ärmel Überhuber']],
    [all(['companyCountry', 'contains', 'schland']), ['Ärmel Überhuber']],
    [all(['custom.my_text', 'contains', 'pumpe x']), ['Ärmel Überhuber']],
    [all(['custom.my_text', 'starts', 'olp']), ['Ärmel Überhuber']],
    [all(['custom.my_text', 'starts', 'pumpe']), []],
    [all(['custom.my_prose', 'contains', 'zebra']), ['Ärmel Überhuber']],
    [all(['custom.my_url', 'contains', 'uber.ex']), ['Ärmel Überhuber']],
    [all(['custom.my_email', 'contains', 'post.']), ['Mail Example']],
    [all(['custom.my_phone', 'contains', '40 9018']), ['Ärmel Überhuber']],
    [all(['custom.my_phone', 'starts', '+49 40']), ['Ärmel Überhuber']],
    [
      any(['name', 'contains', 'rhub'], ['custom.my_email', 'contains', 'zwei']),
      ['Mail Example', 'Ärmel Überhuber'],
    ],
    [any(['name', 'contains', 'nobody'], ['city', 'contains', 'nowhere']), []],
    [{ match: 'none', items: items([['name', 'contains', 'rhub']]) }, ['Mail Example']],
    [
      {
        match: 'all',
        items: [
          ...items([['country', 'contains', 'reich']]),
          any(['name', 'contains', 'mail'], ['city', 'is', 'Gmunden']),
        ],
      },
      ['Ärmel Überhuber'],
    ],
  ])('of people: %j', async (filter, names) => {
    expect((await people(filter)).toSorted()).toEqual(names.toSorted())
    expect(await contacts.count({ filter })).toEqual({ count: names.length, exact: true })
  })

  it.each<[FilterGroup, boolean]>([
    [all(['name', 'contains', 'nrader 100']), true],
    [all(['name', 'contains', 'getriebe']), false],
    [all(['domain', 'contains', 'nrad.ex']), true],
    [all(['sector', 'contains', 'bebau']), true],
    [all(['city', 'contains', 'uber']), true],
    [all(['country', 'contains', 'land']), true],
    [all(['externalId', 'contains', '\\77']), true],
    [all(['externalId', 'is', 'f\\77']), true],
    [all(['custom.my_text', 'contains', '471']), true],
    [all(['custom.my_phone', 'contains', '555444']), true],
    [all(['parent', 'contains', 'nrader']), false],
  ])('of companies: %j', async (filter, holds) => {
    expect(await firms(filter)).toEqual(holds ? ['Zahnräder 100%_Stahl KG'] : [])
  })

  it('is asked of every field that is written freely', async () => {
    for (const record of ['contact', 'company'] as const) {
      const { rows } = await lists.fields({ record })
      const texts = rows.filter(({ kind }) => ['text', 'prose', 'url', 'email', 'phone'].includes(kind))
      expect(texts.length).toBeGreaterThan(9)
      for (const { id } of texts)
        for (const value of ['7', '99', '999', '999 999'])
          for (const operator of ['contains', 'starts'] as const) {
            if (operator === 'starts' && id === 'custom.my_prose') continue
            const filter = all([id, operator, value])
            expect(record === 'contact' ? await people(filter) : await firms(filter)).toBeInstanceOf(Array)
          }
    }
  })

  it('follows what is written anew, undone, put into the bin and merged', async () => {
    const { id } = await contacts.create({ name: 'Wanda Wechsel' })
    const holds = async (...asked: Asked) => (await people(all(asked))).includes('Wanda Wechsel')
    const { operationId } = await contacts.update({
      id,
      jobTitle: 'Hafenmeister',
      custom: { my_text: 'Kranführer' },
    })
    expect([
      await holds('jobTitle', 'contains', 'afenm'),
      await holds('custom.my_text', 'contains', 'ranf'),
    ]).toEqual([true, true])
    await audit.undo({ id: operationId! })
    expect([
      await holds('jobTitle', 'contains', 'afenm'),
      await holds('custom.my_text', 'contains', 'ranf'),
    ]).toEqual([false, false])
    const winner = await contacts.create({ name: 'Wanda Wechsel', city: 'Kiel' })
    await contacts.update({ id, custom: { my_text: 'Lotsin' } })
    await merging.merge({ record: 'contact', winnerId: winner.id, loserId: id })
    expect(await people(all(['custom.my_text', 'contains', 'otsi'], ['city', 'contains', 'kie']))).toEqual([
      'Wanda Wechsel',
    ])
  })

  it('follows what is written in a field of a company, and its undo', async () => {
    const { id } = await companies.create({ name: 'Feldwerk' })
    const { operationId } = await companies.update({ id, custom: { my_prose: 'liefert Schrauben' } })
    expect(await firms(all(['custom.my_prose', 'contains', 'schraub']))).toEqual(['Feldwerk'])
    await audit.undo({ id: operationId! })
    expect(await firms(all(['custom.my_prose', 'contains', 'schraub']))).toEqual([])
  })

  it('finds people of a company in the bin too, as their list shows it', async () => {
    const { id } = await companies.create({ name: 'Papierkorb AG', sector: 'Altpapier' })
    await contacts.create({ name: 'Petra Papier', companyId: id })
    const { operationId } = await companies.remove({ id })
    expect(await people(all(['company', 'contains', 'pierkorb']))).toEqual(['Petra Papier'])
    await audit.undo({ id: operationId! })
    expect(await people(all(['companySector', 'contains', 'altpap']))).toEqual(['Petra Papier'])
  })

  it('finds what is within reach, and nothing of another firm', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await rep.client.contacts.create({ name: 'Olaf Überhuber' })
    expect(await people(all(['name', 'contains', 'rhuber']), rep.client)).toEqual(['Olaf Überhuber'])
    expect(await people(all(['name', 'contains', 'rhuber']))).toEqual(['Ärmel Überhuber', 'Olaf Überhuber'])
    const stranger = await w.other()
    expect(await people(all(['name', 'contains', 'rhuber']), stranger.client)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { bringContacts } from './importing.ts'

describe('people', async () => {
  const w = await world()
  const { contacts, companies, audit, search, fields } = w.owner.client

  it('are known by an external id or a phone number alone', async () => {
    const { id } = await contacts.create({ phone: '030 / 901 820' })
    expect(await contacts.get({ id })).toMatchObject({ name: '030 / 901 820', stage: 'person', email: null })
    const other = await contacts.create({ externalId: 'K-1' })
    expect((await contacts.get({ id: other.id })).name).toBe('K-1')
    await expect(contacts.create({ externalId: 'K-1', name: 'X' })).rejects.toMatchObject({
      data: { reason: 'external_id_taken', fields: { externalId: 'Used by K-1' } },
    })
    await expect(contacts.create({ city: 'Berlin' })).rejects.toMatchObject({
      data: { reason: 'nothing_known' },
    })
  })

  it('are found without accents, case or the grouping of a number', async () => {
    const { id } = await contacts.create({
      firstName: 'Zoë',
      lastName: 'Müller-Ångström',
      phone: '+49 170 555 12 34',
      companyName: 'Éclair & Söhne',
    })
    for (const q of ['zoe muller', 'ANGSTROM', '0170 5551234', '5551234', 'eclair'])
      expect((await search.find({ q })).rows.map((row) => row.id)).toContain(id)
    const { rows } = await companies.list({ q: 'sohne' })
    expect(rows).toMatchObject([{ name: 'Éclair & Söhne', people: 1 }])
  })

  it('are warned of as duplicates while typing', async () => {
    const { rows } = await contacts.matches({ name: 'Zoe Mul', phone: '0170-5551234' })
    expect(rows[0]).toMatchObject({ name: 'Zoë Müller-Ångström', by: 'phone' })
  })

  it('are filtered by standard and custom fields, sorted, and paged without a gap', async () => {
    const { key } = await fields.create({ record: 'contact', label: 'Budget', type: 'number' })
    for (let n = 0; n < 25; n++)
      await contacts.create({
        name: `Person ${String(n).padStart(2, '0')}`,
        city: n % 2 ? 'Köln' : 'Bonn',
        custom: { [key]: n },
      })
    const filter = {
      match: 'all' as const,
      items: [
        { field: 'city', operator: 'is' as const, value: 'Köln' },
        { field: `custom.${key}`, operator: 'gt' as const, value: '10' },
      ],
    }
    expect(await contacts.count({ filter })).toEqual({ count: 7, exact: true })
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await contacts.list({
        filter,
        sort: 'name',
        direction: 'asc',
        limit: 3,
        ...(cursor && { cursor }),
      })
      names.push(...page.rows.map((row) => row.name))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(names).toEqual([11, 13, 15, 17, 19, 21, 23].map((n) => `Person ${n}`))
    await expect(
      contacts.list({ filter: { match: 'all', items: [{ field: 'secret', operator: 'is', value: 'x' }] } }),
    ).rejects.toMatchObject({ data: { reason: 'unknown_field' } })
    for (const sort of ['created', 'changed', 'city', 'country', 'interest', 'fit', 'lastAct'] as const) {
      const first = await contacts.list({ sort, limit: 20 })
      const second = await contacts.list({ sort, limit: 20, cursor: first.next! })
      expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(28)
    }
  })

  it('are changed in bulk and put back as one', async () => {
    const where = {
      filter: { match: 'all' as const, items: [{ field: 'city', operator: 'is' as const, value: 'Bonn' }] },
    }
    const done = await contacts.bulk({ where, set: { country: 'DE', addTags: ['Messe 2026'] } })
    expect(done.count).toBe(13)
    expect((await contacts.count({ tag: 'messe 2026' })).count).toBe(13)
    expect(await audit.undo({ id: done.operationId! })).toMatchObject({ conflicts: [] })
    expect((await contacts.count({ tag: 'Messe 2026' })).count).toBe(0)
    expect((await contacts.list({ ...where, limit: 1 })).rows[0]?.country).toBeNull()
  })

  it('go to the bin and come back with their search entry', async () => {
    const { id } = await contacts.create({ name: 'Gone Tomorrow' })
    const { operationId } = await contacts.remove({ ids: [id] })
    await expect(contacts.get({ id })).rejects.toMatchObject({ data: { reason: 'no_contact' } })
    expect((await search.find({ q: 'gone tomorrow' })).rows).toEqual([])
    await audit.undo({ id: operationId! })
    expect((await search.find({ q: 'gone tomorrow' })).rows).toHaveLength(1)
  })

  it('remember what was known when, also after an undo', async () => {
    const { id } = await contacts.create({ name: 'Facts', city: 'Ulm' })
    const { operationId } = await contacts.update({ id, city: 'Trier' })
    await audit.undo({ id: operationId! })
    const versions = await w.sql<{ value: string; until: Date | null }>(
      `select value, until from fact_version where contact_id = $1 and field = 'city' order by id`,
      [id],
    )
    expect(versions.map((row) => row.value)).toEqual(['Ulm', 'Trier', 'Ulm'])
    expect(versions.map((row) => row.until === null)).toEqual([false, false, true])
  })

  it('stay within a member’s reach in lists, counts, search, duplicates and by id', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const mine = await rep.client.contacts.create({ name: 'Mine Alone' })
    const { rows } = await rep.client.contacts.list({})
    expect(rows.map((row) => row.id)).toEqual([mine.id])
    expect((await rep.client.contacts.count({})).count).toBe(1)
    expect((await rep.client.search.find({ q: 'Person 1' })).rows).toEqual([])
    expect((await rep.client.contacts.matches({ name: 'Person 11', phone: '0170 5551234' })).rows).toEqual([])
    const theirs = (await contacts.list({ q: 'Person 11' })).rows[0]!.id
    await expect(rep.client.contacts.get({ id: theirs })).rejects.toMatchObject({
      data: { reason: 'no_contact' },
    })
    expect((await rep.client.contacts.bulk({ ids: [theirs], set: { city: 'Mine' } })).count).toBe(0)
    await expect(rep.client.contacts.update({ id: mine.id, ownerId: w.owner.id })).rejects.toMatchObject({
      data: { reason: 'owner_out_of_reach' },
    })
  })

  it('join a company by the domain of their address when a file brings them', async () => {
    const { id: companyId } = await companies.create({ name: 'Datei AG', domain: 'datei.example' })
    const row = (line: number, email: string, more: object = {}) => ({
      ...{ line, custom: {}, bars: [] },
      fields: { fullName: email, email, ...more },
    })
    const rows = [row(2, 'fil@Datei.example'), row(3, 'eva@datei.example', { companyName: 'Eva KG' })]
    const { people } = await w.inside((db) =>
      bringContacts(db, [...rows, row(4, 'gm@gmail.com')], {
        ...{
          now: w.clock.now(),
          secret: w.house.secret,
          policy: () => 'fill' as const,
          behind: false,
          ask: () => {},
        },
      }),
    )
    const shown = await Promise.all(people.map(({ contactId }) => contacts.get({ id: contactId })))
    expect(shown.map(({ company, companyByDomain }) => [company?.name ?? null, companyByDomain])).toEqual([
      ['Datei AG', 'datei.example'],
      ['Eva KG', null],
      [null, null],
    ])
    expect((await companies.get({ id: companyId })).people).toBe(1)
  })

  it('are exported with formulas made harmless', async () => {
    await contacts.create({ name: '=HYPERLINK("http://evil")' })
    const file = await contacts.export({ q: 'hyperlink' })
    expect(await file.text()).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })

  it('of another firm do not exist', async () => {
    const stranger = await w.other()
    expect((await stranger.client.contacts.list({})).rows).toEqual([])
    const { id } = (await contacts.list({ limit: 1 })).rows[0]!
    await expect(stranger.client.contacts.get({ id })).rejects.toMatchObject({
      data: { reason: 'no_contact' },
    })
  })
})

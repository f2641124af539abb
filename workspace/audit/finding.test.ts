import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { calledAlike } from './finding.ts'

const dayMs = 24 * 3_600_000

describe('the log narrowed', async () => {
  const w = await world()
  const { client } = w.owner
  const { audit, contacts, companies, deals, fields } = client
  const mara = await w.member('sales_manager', { name: 'Mara' })
  const begun = w.clock.now()
  type Filter = Parameters<typeof audit.export>[0]
  const found = async (filter: Filter, who = audit) =>
    (await who.list({ ...filter, limit: 200 })).rows.map(({ kind }) => kind)

  const { id: ada } = await contacts.create({ name: 'Ada' })
  w.clock.advance(dayMs)
  const { id: firm } = await companies.create({ name: '=cmd|calc' })
  const { operationId } = await mara.client.contacts.update({ id: ada, city: 'Ulm' })
  w.clock.advance(dayMs)
  const { id: sale } = await deals.create({ name: 'Forty seats', companyId: firm })
  await mara.client.deals.update({ id: sale, name: 'Fifty seats' })
  await fields.create({ record: 'contact', label: 'Shoe size', type: 'number' })
  await audit.undo({ id: operationId! })
  // As from a browser: the members of a test act by keys.
  await w.sql(`update operation set actor = 'member:${mara.id}' where actor = 'key:${mara.id}'`)

  it('by who did it: a member, a program, Baton itself', async () => {
    expect(await found({ by: mara.id })).toEqual(['deals.update', 'contacts.update'])
    const programs = await found({ by: 'programs' })
    expect(programs).toContain('contacts.create')
    expect(programs).not.toContain('deals.update')
    const baton = (await audit.list({ by: 'baton' })).rows
    expect(baton.every(({ actor }) => actor === 'engine')).toBe(true)
    const all = (await audit.list({ limit: 200 })).rows
    expect(all.filter(({ actor }) => actor === 'engine')).toEqual(baton)
  })

  it('by what was done, of which there is a list, and by the kind of record', async () => {
    expect(await found({ kind: 'deals.update' })).toEqual(['deals.update'])
    const { rows } = await audit.kinds()
    expect(rows).toContainEqual({ kind: 'fields.create', label: 'Field added' })
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual([...new Set(await found({}))].toSorted())
    expect(await found({ record: 'deal' })).toEqual(['deals.update', 'deals.create'])
    expect(await found({ record: 'company' })).toEqual(['companies.create'])
    expect(await found({ record: 'field' })).toEqual(['fields.create'])
    expect(await found({ record: 'contact', by: mara.id })).toEqual(['contacts.update'])
  })

  it('by days of the firm’s zone, and page by page', async () => {
    const day = (days: number) => new Date(begun.getTime() + days * dayMs).toISOString().slice(0, 10)
    expect(await found({ from: day(1), until: day(1) })).toEqual(['contacts.update', 'companies.create'])
    expect(await found({ from: day(3) })).toEqual([])
    expect(await found({ until: day(-1) })).toEqual([])
    expect(await found({ from: day(2), record: 'deal' })).toHaveLength(2)
    await expect(found({ from: day(2), until: day(1) })).rejects.toMatchObject({ data: { reason: 'period' } })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof audit.list>> = await audit.list({
        ...{ record: 'deal', limit: 1 },
        ...(cursor && { cursor }),
      })
      seen.push(...page.rows.map(({ kind }) => kind))
      cursor = page.next
    }
    expect(seen).toEqual(['deals.update', 'deals.create'])
  })

  it('to what can be taken back: exactly what is shown so, for whoever asks', async () => {
    const rep = await w.member('sales_rep')
    await rep.client.deals.update({ id: sale, name: 'Sixty seats' })
    const { operationId: undone } = await audit.undo({
      id: (await audit.list({ kind: 'deals.update' })).rows[0]!.id,
    })
    await audit.undo({ id: undone })
    const reader = await w.member('viewer')
    for (const who of [w.owner, mara, reader]) {
      const seen = await who.client.audit.list({ limit: 200 }).catch(() => null)
      if (!seen) continue
      const open = seen.rows.filter(({ undoable }) => undoable).map(({ id }) => id)
      expect((await who.client.audit.list({ limit: 200, undoable: true })).rows.map(({ id }) => id)).toEqual(
        open,
      )
      if (who === w.owner) expect([open.length > 3, open.length < seen.rows.length]).toEqual([true, true])
    }
  })

  it('as a file, in which nothing runs', async () => {
    await fields.create({ record: 'company', label: 'Colour', type: 'text' })
    await w.sql(`update operation set label = '=1+1' where kind = 'companies.create'`)
    const lines = (await (await audit.export({ record: 'company' })).text()).trim().split('\r\n')
    expect(lines[0]).toBe('At,Who,What,Kind of act,Rows,State,Id,Takes back')
    expect(lines.slice(1)).toEqual([expect.stringContaining(",'=1+1,companies.create,1,,")])
    const undone = await (await audit.export({ kind: 'contacts.update' })).text()
    expect(undone).toContain('Mara,Contact edited,contacts.update,1,taken back,')
    await expect(mara.client.audit.export({})).resolves.toBeInstanceOf(File)
    const rep = await w.member('sales_rep')
    await expect(rep.client.audit.export({})).rejects.toMatchObject({ data: { reason: 'not_permitted' } })
  })

  it('and whoever sees a part of the records finds what they did themselves, whatever they ask for', async () => {
    const part = await w.member('sales_manager', { name: 'Part', visibility: 'own' })
    const { id } = await part.client.contacts.create({ name: 'Hers', ownerId: part.id })
    await part.client.contacts.update({ id, city: 'Kiel' })
    const { audit: hers } = part.client
    expect(await found({}, hers)).toEqual(['contacts.update', 'contacts.create'])
    expect(await found({ by: mara.id }, hers)).toEqual([])
    expect(await found({ by: 'programs' }, hers)).toHaveLength(2) // theirs by a key alone
    expect(await found({ record: 'deal' }, hers)).toEqual([])
    expect((await hers.kinds()).rows.map(({ kind }) => kind)).toEqual(['contacts.create', 'contacts.update'])
    const file = await (await hers.export({})).text()
    expect(file.trim().split('\r\n')).toHaveLength(3)
    expect(file).not.toContain('Mara')
  })
})

it('a kind of act is called by the words that all of its kind begin with', () => {
  expect(calledAlike('Imported b.csv', 'Imported a.csv')).toBe('Imported')
  expect(calledAlike('Contact edited', 'Contact edited')).toBe('Contact edited')
  expect(calledAlike('Person edited', 'Contact edited')).toBe('Person edited')
  expect(calledAlike('Contacts edited: Town set to Trier', 'Contacts edited')).toBe('Contacts edited')
})

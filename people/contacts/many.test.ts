import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { world } from '#platform/testing'
import { keepFacts, keepFirstFacts } from './facts.ts'

/** Each compared with each takes some hundred times as long. */
const mostTimesTheFloor = 15

describe('many at once', async () => {
  const w = await world()
  const { contacts, companies, fields, audit } = w.owner.client
  const { key } = await fields.create({ record: 'contact', label: 'Budget', type: 'number' })
  const firm = await companies.create({ name: 'Kabel Süd' })
  const ids: string[] = []
  for (let n = 0; n < 7; n++)
    ids.push(
      (await contacts.create({ name: `Person ${n}`, city: 'Bonn', companyId: firm.id, custom: { [key]: n } }))
        .id,
    )
  const bonn = {
    filter: { match: 'all' as const, items: [{ field: 'city', operator: 'is' as const, value: 'Bonn' }] },
  }

  it('is one act in the log, undone as one', async () => {
    const { operationId: id, ...came } = await contacts.bulk({
      where: bonn,
      set: { city: 'Köln', addTags: ['Moved'] },
    })
    expect(came).toEqual({ state: 'done', count: 7, stayed: 0, first: [] })
    expect((await contacts.count(bonn)).count).toBe(0)
    const log = (await audit.list({ limit: 20 })).rows.filter(({ kind }) => kind === 'contacts.bulk')
    expect(log).toMatchObject([
      { id, label: 'Contacts edited: Town set to Köln, Tag Moved added', changes: 15, undoable: true },
    ])
    await contacts.update({ id: ids[4]!, city: 'Gera' })
    const undone = await audit.undo({ id: id! })
    expect(undone).toMatchObject({ state: 'undone', conflicts: [{ table: 'contact', rowId: ids[4] }] })
    expect((await contacts.count(bonn)).count).toBe(6)
    expect((await contacts.count({ tag: 'Moved' })).count).toBe(0)
    await expect(audit.undo({ id: id! })).rejects.toMatchObject({ data: { reason: 'already_undone' } })
    await contacts.update({ id: ids[4]!, city: 'Bonn' })
  })

  it('is tried out before it is taken back: whoever was changed since is named, and nothing is changed by that', async () => {
    const { operationId } = await contacts.bulk({ ids, set: { city: 'Jena' } })
    await contacts.update({ id: ids[2]!, city: 'Gera' })
    await contacts.remove({ ids: [ids[3]!] })
    const cities = () => w.sql('select id, city, changed_at from contact order by id')
    const [before, log] = [
      await cities(),
      await w.sql('select id, state, conflicts from operation order by id'),
    ]
    const foreseen = await audit.rehearse({ id: operationId! })
    expect(foreseen).toEqual({
      restored: ids.length - 1,
      stay: 1,
      first: [{ table: 'contact', rowId: ids[2], name: 'Person 2' }],
    })
    expect(await cities()).toEqual(before)
    expect(await w.sql('select id, state, conflicts from operation order by id')).toEqual(log)
    const { restored, conflicts } = await audit.undo({ id: operationId! })
    expect({ restored, conflicts }).toEqual({
      restored: foreseen.restored,
      conflicts: foreseen.first.map(({ name: _, ...row }) => row),
    })
    await expect(audit.rehearse({ id: operationId! })).rejects.toMatchObject({
      data: { reason: 'already_undone' },
    })
    const rep = await w.member('sales_rep')
    await expect(rep.client.audit.rehearse({ id: operationId! })).rejects.toMatchObject({ status: 403 })
    const { rows } = await audit.list({ limit: 3 })
    for (const { id, kind } of rows) if (kind === 'contacts.remove') await audit.undo({ id })
    await contacts.update({ id: ids[2]!, city: 'Bonn' })
    expect((await contacts.count(bonn)).count).toBe(7)
  })

  it('is known anew by its keys, in a table that was just filled', { timeout: 180_000 }, async () => {
    const people = Array.from({ length: 3000 }, () => uuidv7(w.clock.now()))
    const facts = (value: string | null, names: string[]) =>
      people.flatMap((contactId) => names.map((field) => ({ contactId, field, value })))
    const access = {
      workspaceId: w.workspaceId,
      actor: 'test',
      now: w.clock.now(),
      statementTimeoutMs: 60_000,
    }
    const steps = await w.database.tenant(access, async (db) => {
      const timed = async (run: Promise<void>) => {
        const begun = performance.now()
        await run
        return performance.now() - begun
      }
      // What the machine needs for so many rows without looking anything up: on a busy one everything takes longer.
      const floor = await timed(keepFirstFacts(db, facts('then', ['x', 'y', 'z']), w.clock.now()))
      const keep = async (...of: Parameters<typeof facts>) =>
        (await timed(keepFacts(db, facts(...of), w.clock.now()))) / floor
      return [
        await keep('then', ['a', 'b', 'c']),
        await keep('then', ['a', 'd', 'e']),
        await keep(null, ['b', 'f']),
        await keep('now', ['c', 'b']),
      ]
    })
    expect(Math.max(...steps)).toBeLessThan(mostTimesTheFloor)
    const kept = await w.sql(
      `select field, array_agg(value #>> '{}' order by id) as values, count(*) filter (where until is null)::int as open
       from fact_version where contact_id = $1 and field < 'x' group by field order by field`,
      [people[0]],
    )
    expect(kept).toEqual([
      { field: 'a', values: ['then'], open: 1 },
      { field: 'b', values: ['then', null, 'now'], open: 1 },
      { field: 'c', values: ['then', 'now'], open: 1 },
      { field: 'd', values: ['then'], open: 1 },
      { field: 'e', values: ['then'], open: 1 },
    ])
  })

  it('reaches only whom the member sees, in changes, deletions and exports', async () => {
    const team = (await w.owner.client.members.addTeam({ name: 'North' })).id
    const own = await w.member('sales_manager', { visibility: 'own', teamId: team })
    const mate = await w.member('sales_manager', { visibility: 'team', teamId: team })
    await contacts.update({ id: ids[0]!, ownerId: own.id })
    await contacts.update({ id: ids[1]!, ownerId: mate.id })
    for (const id of ids.slice(2)) await contacts.update({ id, ownerId: w.owner.id })
    const lines = async (client: typeof w.owner.client) =>
      (await (await client.contacts.export({ ...bonn, columns: ['name'] })).text()).trim().split('\r\n')
        .length - 1
    expect(await lines(own.client)).toBe(1)
    expect(await lines(mate.client)).toBe(2)
    expect(await lines(w.owner.client)).toBe(7)
    expect((await own.client.contacts.bulk({ where: bonn, set: { jobTitle: 'Buyer' } })).count).toBe(1)
    expect((await mate.client.contacts.bulk({ where: bonn, set: { jobTitle: 'Lead' } })).count).toBe(2)
    expect((await own.client.contacts.bulk({ ids, set: { jobTitle: 'Buyer' } })).count).toBe(1)
    expect((await own.client.contacts.remove({ where: bonn })).count).toBe(1)
    const viewer = await w.member('viewer')
    await expect(viewer.client.contacts.bulk({ ids, set: { city: 'X' } })).rejects.toMatchObject({
      data: { reason: 'not_permitted' },
    })
    await expect(viewer.client.contacts.export({})).rejects.toMatchObject({
      data: { reason: 'not_permitted' },
    })
    const rep = await w.member('sales_rep')
    await expect(rep.client.contacts.remove({ ids })).rejects.toMatchObject({
      data: { reason: 'not_permitted' },
    })
  })

  it('exports the list as it is looked at: filter, order, columns; formulas are texts', async () => {
    await contacts.create({ name: '=1+1', city: 'Ulm', custom: { [key]: -5 } })
    const look = {
      filter: {
        match: 'all' as const,
        items: [{ field: `custom.${key}`, operator: 'lt' as const, value: '3' }],
      },
      sort: `custom.${key}`,
      direction: 'asc' as const,
      columns: [`custom.${key}`, 'name', 'company'],
    }
    const csv = await (await contacts.export(look)).text()
    expect(csv.split('\r\n').slice(0, 2)).toEqual(['Budget,Name,Company', `-5,'=1+1,`])
    const file = await contacts.export({ ...look, format: 'xlsx' })
    expect(file.name).toMatch(/^people-2026-03-02\.xlsx$/)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(await file.arrayBuffer())
    const sheet = book.worksheets[0]!
    expect(sheet.getRow(1).values).toEqual([undefined, 'Budget', 'Name', 'Company'])
    expect([sheet.getCell('A2').value, sheet.getCell('B2').value]).toEqual([-5, '=1+1'])
    expect(sheet.getCell('C4').value).toBe('Kabel Süd')
    await expect(contacts.export({ columns: ['secret'] })).rejects.toMatchObject({
      data: { reason: 'unknown_column' },
    })
  })

  it('does the same for companies', async () => {
    await companies.create({ name: 'Nord', sector: 'Energy', revenueMinor: 125_050 })
    const csv = await (await companies.export({ columns: ['name', 'revenue', 'people'] })).text()
    expect(csv).toContain('Nord,1250.5,0')
    const { operationId, count } = await companies.bulk({
      where: {},
      set: { sector: 'Cables', ownerId: w.owner.id },
    })
    expect(count).toBe(2)
    expect((await companies.list({ sector: 'Cables' })).rows.map((row) => row.owner?.name)).toEqual([
      'Olga Owner',
      'Olga Owner',
    ])
    await audit.undo({ id: operationId! })
    expect((await companies.count({ sector: 'Cables' })).count).toBe(0)
    const rep = await w.member('sales_manager', { visibility: 'own' })
    expect((await rep.client.companies.bulk({ where: {}, set: { city: 'X' } })).count).toBe(0)
    const gone = await companies.removeMany({ where: {} })
    expect((await companies.count({})).count).toBe(0)
    await audit.undo({ id: gone.operationId! })
    expect((await companies.count({ q: 'nord' })).count).toBe(1)
  })

  it('refuses an edit made on what somebody else changed meanwhile, and says who', async () => {
    const { id } = await contacts.create({ name: 'Shared', city: 'Ulm', custom: { [key]: 1 } })
    const ben = await w.member('marketer', { name: 'Ben' })
    await ben.client.contacts.update({ id, city: 'Trier', custom: { [key]: 2 }, was: { city: 'Ulm' } })
    await expect(contacts.update({ id, city: 'Mainz', was: { city: 'Ulm' } })).rejects.toMatchObject({
      status: 409,
      message: 'Ben changed it to “Trier” meanwhile. Edit it again to overwrite that.',
      data: { reason: 'changed_meanwhile', field: 'city', value: 'Trier', by: 'Ben' },
    })
    await expect(
      contacts.update({ id, custom: { [key]: 3 }, was: { [`custom.${key}`]: 1 } }),
    ).rejects.toMatchObject({ data: { reason: 'changed_meanwhile', value: 2 } })
    await contacts.update({ id, city: 'Mainz', was: { city: 'Trier' } })
    await contacts.update({ id, companyName: 'Kabel Süd', was: { companyName: null } })
    expect(await contacts.get({ id })).toMatchObject({ city: 'Mainz', company: { id: firm.id } })
    await ben.client.companies.update({ id: firm.id, sector: 'Cables', was: { sector: null } })
    await expect(
      companies.update({ id: firm.id, sector: 'Wire', was: { sector: null } }),
    ).rejects.toMatchObject({
      status: 409,
      data: { by: 'Ben' },
    })
  })

  it('says in the log what was done, and nothing that was written freely', async () => {
    type Set = Parameters<typeof contacts.bulk>[0]['set']
    const own = async (more: Omit<Parameters<typeof fields.create>[0], 'record'>) =>
      (await fields.create({ record: 'contact', ...more })).key
    const level = await own({ label: 'Level', type: 'choice', choices: ['Gold', 'Lead'] })
    const [since, about] = [
      await own({ label: 'Since', type: 'date' }),
      await own({ label: 'About', type: 'text' }),
    ]
    const kim = await w.member('sales_rep', { name: 'Kim' })
    const said = async (set: Set) => {
      const { operationId } = await contacts.bulk({ ids, set })
      return (await audit.list({ limit: 50 })).rows.find(({ id }) => id === operationId)!.label
    }
    expect(
      await said({ ownerId: kim.id, companyId: firm.id, jobTitle: 'Nurse of Anna', country: null }),
    ).toBe('Contacts edited: Job title changed, Company set to Kabel Süd, Country emptied, Owner set to Kim')
    expect(
      await said({ custom: { [key]: 1234.5, [level]: 'gold', [since]: '2030-01-15', [about]: 'Anna' } }),
    ).toBe(
      'Contacts edited: Budget set to 1,234.5, Level set to Gold, Since set to January 15, 2030, About changed',
    )
    expect(await said({ city: 'x'.repeat(200), custom: { [about]: null } })).toBe(
      `Contacts edited: Town set to ${'x'.repeat(59)}…, About emptied`,
    )
    expect((await audit.kinds()).rows).toContainEqual({ kind: 'contacts.bulk', label: 'Contacts edited' })
  })
})

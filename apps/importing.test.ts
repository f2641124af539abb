import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { undo } from '#workspace/audit'
import { type BringIn, bringIn, refusedFile } from '#workspace/transfer'
import { wiring } from './wiring.ts'

const shared = path.resolve(import.meta.dirname, '../../shared/data')
const absent = !existsSync(shared)
const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-import-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function firm() {
  const w = await world()
  const bring = (record: string, file: string, more: Partial<BringIn> = {}) =>
    bringIn({
      database: w.database,
      clock: w.clock,
      workspaceId: w.workspaceId,
      actor: 'test',
      importer: wiring.importers.find((it) => it.record === record)!,
      path: file,
      fileName: path.basename(file),
      ...more,
    })
  const write = async (name: string, text: string) => {
    const file = path.join(folder, name)
    await writeFile(file, text)
    return file
  }
  const counted = ({ rows, created, matched, unchanged, refused }: Awaited<ReturnType<typeof bring>>) => [
    rows,
    created,
    matched,
    unchanged,
    refused,
  ]
  return { w, bring, write, counted }
}

describe('tags in a file', async () => {
  const { w, bring, write, counted } = await firm()
  const { contacts, companies, audit } = w.owner.client

  it('are put on who is known already too, once, and come off again with the import', async () => {
    const { id } = await contacts.create({ name: 'Anna', email: 'anna@firm.example', tags: ['Old'] })
    const firmId = (await companies.create({ name: 'Kabelwerk', tags: ['Key account'] })).id
    const people = await write(
      'tags.csv',
      'Email,Tags\nanna@firm.example,Fair 2026; old\nbea@firm.example,Fair 2026',
    )
    const brought = await bring('contacts', people)
    expect(counted(brought)).toEqual([2, 1, 1, 0, 0])
    expect((await contacts.get({ id })).tags).toEqual(['Fair 2026', 'Old'])
    expect(counted(await bring('contacts', people))).toEqual([2, 0, 0, 2, 0])
    const firms = await write(
      'firms.csv',
      'Company name,Industry,Tags\nkabelwerk,,Partner|KEY ACCOUNT\nNeu,Metal,Partner',
    )
    expect(counted(await bring('companies', firms))).toEqual([2, 1, 1, 0, 0])
    expect((await companies.get({ id: firmId })).tags).toEqual(['Key account', 'Partner'])
    expect((await companies.list({ tag: 'partner' })).rows.map(({ name }) => name)).toEqual([
      'Kabelwerk',
      'Neu',
    ])
    expect(counted(await bring('companies', firms))).toEqual([2, 0, 0, 2, 0])
    await audit.undo({ id: brought.operationId })
    expect((await contacts.get({ id })).tags).toEqual(['Old'])
  })
})

describe('bringing people in', async () => {
  const { w, bring, write, counted } = await firm()
  const { contacts, leads, consent, companies, audit, fields, handovers } = w.owner.client
  const people = [
    'E-Mail;Vorname;Nachname;Firma;Telefon;Do Not Email;Größe',
    'a@firm.example;Ärne;Müller;Kabelwerk Süd;030 901820;No;12',
    'b@firm.example;Bea;"Groß;Mann";kabelwerk sud;;Yes;',
    'not an address;Cara;Falsch;;;;',
    'A@firm.example;Ärne;Müller;;;;14',
  ].join('\r\n')

  it('rehearses without changing anything, then does exactly that', async () => {
    const file = await write('people.csv', people)
    const rehearsed = await bring('contacts', file, { dryRun: true })
    expect(counted(rehearsed)).toEqual([4, 2, 0, 1, 1])
    expect((await contacts.list({})).rows).toEqual([])
    expect((await companies.list({})).rows).toEqual([])
    expect((await fields.list({ record: 'contact' })).rows).toEqual([])
    const brought = await bring('contacts', file)
    expect(counted(brought)).toEqual(counted(rehearsed))
    expect(brought.refusedRows).toMatchObject([{ line: 4, reason: expect.stringContaining('“E-Mail”') }])
  })

  it('has them as they stand in the file, in one company however it is written, and as history', async () => {
    const { rows } = await contacts.list({ sort: 'name', direction: 'asc' })
    expect(rows).toMatchObject([
      { name: 'Ärne Müller', phone: '030 901820', company: { name: 'Kabelwerk Süd' }, createdVia: 'import' },
      { name: 'Bea Groß;Mann', company: { name: 'Kabelwerk Süd' }, stage: 'person' },
    ])
    expect(Object.values(rows[0]!.custom)).toEqual([12])
    await w.pump()
    expect((await leads.list({})).rows).toEqual([])
    expect((await handovers.list({ box: 'open' })).rows).toEqual([])
    expect(await w.letters()).toEqual([])
    const { permissions } = await consent.get({ contactId: rows[1]!.id })
    expect(permissions).toMatchObject([{ channel: 'email', topic: '*', state: 'objected' }])
    expect((await consent.get({ contactId: rows[0]!.id })).permissions).toEqual([])
    expect((await contacts.list({ q: 'muller' })).rows).toHaveLength(1)
  })

  it('changes nothing the second time, and only what is empty unless the file shall win', async () => {
    const file = await write('people.csv', people)
    expect(counted(await bring('contacts', file))).toEqual([4, 0, 0, 3, 1])
    const newer = await write('newer.csv', 'Email,City,Phone\na@firm.example,Bonn,0170 1\n')
    expect(counted(await bring('contacts', newer))).toEqual([1, 0, 1, 0, 0])
    const [person] = (await contacts.list({ q: 'a@firm.example' })).rows
    expect(person).toMatchObject({ city: 'Bonn', phone: '030 901820' })
    const columns = {
      Email: { to: 'email', field: null, empty: [] },
      Phone: { to: 'phone', field: null, empty: [], policy: 'overwrite' as const },
    }
    await bring('contacts', newer, { mapping: { policy: 'keep', columns } })
    expect(await contacts.get({ id: person!.id })).toMatchObject({ phone: '0170 1' })
  })

  it('gives the refused rows back as a file that comes in once it is mended', async () => {
    const { header, refusedRows } = await bring('contacts', await write('people.csv', people))
    const again = await (await refusedFile('refused.csv', header, refusedRows)).text()
    expect(again).toContain('Cara')
    const mended = await write('mended.csv', again.replace('not an address', 'c@firm.example'))
    expect(counted(await bring('contacts', mended))).toEqual([1, 1, 0, 0, 0])
  })

  it('is undone as a whole, but for what somebody has changed since', async () => {
    const file = await write(
      'undone.csv',
      'Contact ID,Email,Name\n1,x@firm.example,Xaver\n2,y@firm.example,Yara\n',
    )
    const { operationId } = await bring('contacts', file)
    const [yara] = (await contacts.list({ q: 'y@firm.example' })).rows
    await contacts.update({ id: yara!.id, city: 'Köln' })
    const { conflicts } = await audit.undo({ id: operationId })
    expect(conflicts).toMatchObject([{ table: 'contact', rowId: yara!.id }])
    expect((await contacts.list({ q: 'x@firm.example' })).rows).toEqual([])
    expect((await contacts.list({ q: 'y@firm.example' })).rows).toHaveLength(1)
    expect(counted(await bring('contacts', file))).toEqual([2, 1, 0, 1, 0])
    const [redo] = (await audit.list({})).rows.filter((row) => row.undoes === operationId)
    // Xaver came in anew under his number: the deleted one stays deleted.
    expect(await audit.undo({ id: redo!.id })).toMatchObject({
      restored: 0,
      conflicts: [{ table: 'contact' }],
    })
    expect((await contacts.list({ q: 'x@firm.example' })).rows).toHaveLength(1)
  })

  it('does not come back where others have the numbers of many', async () => {
    const file = await write('many.csv', `Contact ID,Name\n${[1, 2, 3].map((n) => `T${n},Tom\n`).join('')}`)
    const { operationId } = await bring('contacts', file)
    await audit.undo({ id: operationId })
    await bring('contacts', file)
    const [redo] = (await audit.list({})).rows.filter((row) => row.undoes === operationId)
    const most = (n: number) => w.inside((db) => undo(db, redo!.id, operationId, [], w.clock.now(), n))
    await expect(most(2)).rejects.toMatchObject({ data: { reason: 'number_taken' } })
    expect(await most(3)).toMatchObject({ restored: 0, conflicts: { length: 3 } })
  })

  it('says what is wrong with a file, and brings nothing of it in', async () => {
    const zip = await write('photo.csv', '\u0089PNG\r\n\u001a\n')
    await expect(bring('contacts', zip)).rejects.toThrow()
    const file = await write('columns.csv', 'Email\nz@firm.example\n')
    const columns = { Mail: { to: 'email', field: null, empty: [] } }
    await expect(bring('contacts', file, { mapping: { policy: 'fill', columns } })).rejects.toThrow(
      'The mapping names “Mail”, but the file has: Email.',
    )
    expect((await contacts.list({ q: 'z@firm.example' })).rows).toEqual([])
  })
})

describe.skipIf(absent)('real files (skipped without ../shared/data)', async () => {
  if (absent) return
  const { w, bring, counted } = await firm()

  it('X Education: 9,240 leads, “Select” is nothing, eight columns are for no score rule', async () => {
    const file = path.join(shared, 'xeducation-leads/Leads.csv')
    const brought = await bring('contacts', file)
    expect(counted(brought)).toEqual([9240, 9240, 0, 0, 0])
    const { rows: fields } = await w.owner.client.fields.list({ record: 'contact' })
    expect(
      fields
        .filter(({ role }) => role === 'late')
        .map(({ label }) => label)
        .sort(),
    ).toEqual(
      [
        'Asymmetrique Activity Index',
        'Asymmetrique Activity Score',
        'Asymmetrique Profile Index',
        'Asymmetrique Profile Score',
        'Last Notable Activity',
        'Lead Profile',
        'Lead Quality',
        'Tags',
      ].sort(),
    )
    const [selects] = await w.sql<{ n: number }>(
      `select count(*)::int as n from field_value where text_value = 'Select'`,
    )
    expect(selects!.n).toBe(0)
    expect(brought.barred).toBeGreaterThan(0)
    const [barred] = await w.sql<{ n: number }>(`select count(*)::int as n from contact where bars <> '{}'`)
    expect(barred!.n).toBe(brought.barred)
    expect(counted(await bring('contacts', file))).toEqual([9240, 0, 0, 9240, 0])
  }, 180_000)

  it('X Education: brought in so, a score rule would have 941 ready and miss 1,549 of 3,561 customers', async () => {
    const [line] = (await w.owner.client.products.lines({})).rows
    const matcher = { field: 'custom.total_time_spent_on_website', op: 'gte' as const, value: 600 }
    const content = {
      ...{ rules: [{ id: 'time', axis: 'fit' as const, points: 60, matcher }], fitMax: 60, interestMax: 0 },
      ...{ enter: 60, leave: 60, required: [], recencyDays: null },
      exclude: [{ field: 'customer', op: 'eq' as const, value: true }],
    }
    const preview = await w.owner.client.scoring.preview({ productLineId: line!.id, content })
    expect(preview).toMatchObject({ people: 9240, readyToday: 941, customers: 3561, missed: 1549 })
    expect(preview.noReplay).toContain('No replay is possible')
  })

  it('X Education as a workbook that is called .csv: the same people', async () => {
    const file = path.join(shared, 'xeducation-leads/Leads-xlsx-misnamed-as.csv')
    const again = await bring('contacts', file, { dryRun: true })
    expect(counted(again)).toEqual([9240, 0, 0, 9240, 0])
  }, 180_000)

  it('Maven: 85 companies, 7 products, 35 sellers, 8,800 deals; the numbers say what they say', async () => {
    const maven = (name: string) => path.join(shared, 'maven-crm', name)
    const accounts = await bring('companies', maven('accounts.csv'))
    expect(counted(accounts)).toEqual([85, 85, 0, 0, 0])
    const [subsidiaries] = await w.sql<{ n: number }>(
      'select count(*)::int as n from company where parent_id is not null',
    )
    expect(subsidiaries!.n).toBe(15)
    expect(counted(await bring('companies', maven('accounts.csv')))).toEqual([85, 0, 0, 85, 0])
    expect(counted(await bring('products', maven('products.csv')))).toEqual([7, 7, 0, 0, 0])
    expect(counted(await bring('members', maven('sales_teams.csv')))).toEqual([35, 35, 0, 0, 0])
    const deals = await bring('deals', maven('sales_pipeline.csv'))
    expect(counted(deals)).toEqual([8800, 8800, 0, 0, 0])
    expect(deals.unknown.filter(({ field }) => field === 'product')).toEqual([
      { field: 'product', value: 'GTXPro', near: 'GTX Pro', rows: 1480 },
    ])
    const numbers = async () => {
      const { deals: said, rates } = await w.owner.client.numbers.get({
        from: new Date('2016-01-01T00:00:00Z'),
        to: new Date('2018-01-01T00:00:00Z'),
      })
      const { won, lost, wonValueMinor } = said
      return { won, lost, wonValueMinor, winRate: rates.find(({ key }) => key === 'win_rate')!.share.text }
    }
    const expected = { won: 4238, lost: 2473, wonValueMinor: 1_000_553_400, winRate: '63.2 %' }
    expect(await numbers()).toEqual(expected)
    const days = await w.sql('select external_id, created_at, closed_at from deal order by external_id')
    const sure = proposedWith(await columnsOf(maven('sales_pipeline.csv')), { GTXPro: 'GTX Pro' })
    const answered = await bring('deals', maven('sales_pipeline.csv'), { mapping: sure })
    expect(counted(answered)).toEqual([8800, 0, 1480, 7320, 0])
    expect(answered.unknown.filter(({ field }) => field === 'product')).toEqual([])
    expect(await w.owner.client.members.workspace({})).toMatchObject({ solo: true })
    await w.owner.client.audit.undo({ id: deals.operationId })
    expect((await numbers()).won).toBe(0)
    await bring('deals', maven('excel-resaved/sales_pipeline.csv'))
    expect(await numbers()).toEqual(expected)
    expect(
      await w.sql(
        'select external_id, created_at, closed_at from deal where deleted_at is null order by external_id',
      ),
    ).toEqual(days)
  }, 240_000)
})

/** Columns of Maven's deals as they are recognised, with an answer to the question about the product. */
const columnsOf = async (file: string) =>
  (await import('node:fs/promises'))
    .readFile(file, 'utf8')
    .then((text) => text.split('\n')[0]!.trim().split(','))
const proposedWith = (names: string[], same: Record<string, string>) => {
  const to: Record<string, string> = {
    opportunity_id: 'externalId',
    sales_agent: 'owner',
    product: 'product',
    account: 'company',
    deal_stage: 'stage',
    engage_date: 'createdAt',
    close_date: 'closedAt',
    close_value: 'amount',
  }
  return {
    policy: 'fill' as const,
    columns: Object.fromEntries(
      names.map((name) => [
        name,
        { to: to[name] ?? null, field: null, empty: [], ...(name === 'product' && { same }) },
      ]),
    ),
  }
}

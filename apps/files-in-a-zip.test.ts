import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { archive, importingScreen, sendFile, table, world } from '#platform/testing'

const mb = 1024 * 1024
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`)

describe('files in a ZIP', async () => {
  const w = await world()
  const { transfer, contacts, companies, deals, files, timeline, audit } = w.owner.client
  const { run, read, done, bring, counted, reasons, namesOf, bytesOf, csv, person } = importingScreen(w)

  const own = [
    {
      name: 'move/files.csv',
      bytes: table(
        'File,Record,Number,E-mail,Domain,Date,Added by,Note',
        'docs/Ä plan.pdf,person,K1,,,2020-05-06,,',
        'docs/Ä plan.pdf,company,F1,,,,,',
        'docs\\b.txt,,,bea@own.example,,,Nobody Known,Read this',
        'docs/c.txt,,,,own.example,,,',
        'docs/c.txt,,K1,,,,,',
        'docs/empty.txt,deal,D1,,,,,',
        'docs/large.bin,deal,D1,,,,,',
        'docs/bomb.bin,deal,D1,,,,,',
        '../../etc/passwd,deal,D1,,,,,',
        'docs/c.txt,ticket,D1,,,,,',
        'docs/c.txt,,SAME,,,,,',
        'docs/c.txt,,,,,,,',
        'docs/page.pdf,deal,D1,,,,,',
      ),
    },
    // What a Mac packs lies with its accents apart.
    { name: 'move/docs/Ä plan.pdf'.normalize('NFD'), bytes: pdf('plan') },
    { name: '__MACOSX/move/docs/._b.txt', bytes: Buffer.from('shadow') },
    { name: 'move/docs/b.txt', bytes: Buffer.from('b') },
    { name: 'move/docs/c.txt', bytes: Buffer.from('c') },
    { name: 'move/docs/empty.txt', bytes: Buffer.alloc(0) },
    { name: 'move/docs/large.bin', bytes: Buffer.alloc(26 * mb) },
    { name: 'move/docs/bomb.bin', bytes: Buffer.alloc(300 * mb), said: 1000 },
    { name: 'move/docs/page.pdf', bytes: Buffer.from('<html><script>1</script></html>') },
    { name: '../../etc/passwd.txt', bytes: Buffer.from('no') },
  ]
  const refusedOwn = [
    [7, 'This file is empty.'],
    [8, expect.stringContaining('This file is 26 MB; at most 25 MB are kept.')],
    [9, expect.stringContaining('This ZIP is damaged')],
    [10, 'No file of the ZIP is called “../../etc/passwd”, or more than one is.'],
    [11, expect.stringContaining('write person, company or deal')],
    [12, '“SAME” is a person and a company: say in a column Record which of them has this file.'],
    [13, 'It names no person, company or deal whose file this is.'],
  ]
  let first = ''

  it('packed by hand: a dry run says what the import then does, refused rows say why', async () => {
    await csv(
      'people.csv',
      'Contact ID,Last Name,Email',
      'K1,Eins,eins@own.example',
      'SAME,Bea,bea@own.example',
    )
    await csv('companies.csv', 'Company ID,Company Name,Domain', 'F1,Eigen AG,own.example', 'SAME,Gleich AG,')
    await csv('deals.csv', 'Deal ID,Deal Name,Deal Stage,Amount', 'D1,Ten seats,Prospect,10')
    const before = process.memoryUsage().rss
    first = await read(own, 'own.zip')
    const { recognised, mapping } = await transfer.get({ id: first })
    expect([
      recognised!.tool,
      Object.values(mapping!.columns)
        .map(({ to }) => to)
        .sort(),
    ]).toEqual([null, ['at', 'domain', 'email', 'file', 'note', 'number', 'owner', 'record']])
    await transfer.check({ id: first })
    await run()
    const tried = await transfer.get({ id: first })
    expect([tried.state, counted(tried)]).toEqual(['checked', [13, 6, 0, 0, 7]])
    expect(tried.unknown).toEqual([{ field: 'owner', value: 'Nobody Known', near: null, rows: 1 }])
    expect(await w.sql(`select 1 from file where external_id like 'row:%'`)).toEqual([])
    const brought = await done(first)
    expect([brought.state, counted(brought)]).toEqual(['done', counted(tried)])
    expect(await reasons(first)).toEqual(refusedOwn)
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * mb)
    const contactId = await person('eins@own.example')
    const { rows } = await files.list({ contactId })
    expect(rows.map(({ name, addedAt }) => [name, addedAt.toISOString().slice(0, 10)]).sort()).toEqual([
      ['c.txt', w.clock.now().toISOString().slice(0, 10)],
      ['Ä plan.pdf', '2020-05-06'],
    ])
    expect(await bytesOf(rows.find(({ name }) => name === 'c.txt')!.id)).toBe('c')
    const [eigen] = (await companies.list({ q: 'Eigen AG' })).rows
    expect(await namesOf({ companyId: eigen!.id })).toEqual(['c.txt', 'Ä plan.pdf'])
    const [deal] = (await deals.list({ q: 'Ten seats' })).rows
    expect((await files.list({ dealId: deal!.id })).rows).toMatchObject([
      { name: 'page.pdf', type: 'text/html', care: 'page' },
    ])
    const bea = await person('bea@own.example')
    expect((await timeline.list({ contactId: bea })).rows).toContainEqual(
      expect.objectContaining({ detail: 'Read this', files: [expect.objectContaining({ name: 'b.txt' })] }),
    )
  })

  it('are unpacked nowhere but into the database', async () => {
    const folder = w.house.config.dataFolder
    const there = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((it) => it.isFile())
      .map((it) => path.relative(folder, path.join(it.parentPath, it.name)))
    for (const file of there) expect(file).toMatch(/^imports\/1\/[0-9a-f-]{36}$/)
  })

  it('change nothing the second time, are taken back as one, and come again then', async () => {
    expect(counted(await bring(own))).toEqual([13, 0, 0, 6, 7])
    await transfer.undo({ id: first })
    await run()
    expect(await transfer.get({ id: first })).toMatchObject({ state: 'undone', conflicts: [] })
    const contactId = await person('bea@own.example')
    expect([
      await namesOf({ contactId }),
      await namesOf({ contactId: await person('eins@own.example') }),
    ]).toEqual([[], []])
    expect((await timeline.list({ contactId })).rows.filter(({ kind }) => kind === 'note')).toEqual([])
    expect(counted(await bring(own))).toEqual([13, 6, 0, 0, 7])
    expect(await namesOf({ contactId })).toEqual(['b.txt'])
  })

  it('undone in the change log come back with what is in them when that is undone', async () => {
    await contacts.create({ name: 'Undone', email: 'undone@own.example' })
    await bring([
      { name: 'files.csv', bytes: table('File,E-mail', 'u.txt,undone@own.example') },
      { name: 'u.txt', bytes: Buffer.from('u') },
    ])
    const contactId = await person('undone@own.example')
    const [operation] = await w.sql<{ id: string }>(
      `select id from operation where kind = 'imports.bring' order by id desc limit 1`,
    )
    const { operationId } = await audit.undo({ id: operation!.id })
    expect(await namesOf({ contactId })).toEqual([])
    await audit.undo({ id: operationId! })
    const [back] = (await files.list({ contactId })).rows
    expect(await bytesOf(back!.id)).toBe('u')
  })

  it('pause between some, and go on after a kill without keeping any twice', async () => {
    await contacts.create({ name: 'Many', email: 'many@own.example' })
    const many = Array.from({ length: 70 }, (_, n) => `${n}.txt`)
    const id = await read([
      { name: 'files.csv', bytes: table('File,E-mail', ...many.map((name) => `${name},many@own.example`)) },
      ...many.map((name) => ({ name, bytes: Buffer.from(name) })),
    ])
    await transfer.start({ id })
    const running = run()
    await expect
      .poll(async () => (await transfer.get({ id })).counts.rows, { timeout: 30_000 })
      .toBeGreaterThan(0)
    await transfer.pause({ id })
    await running
    const paused = await transfer.get({ id })
    expect([paused.state, paused.counts.rows % 25]).toEqual(['paused', 0])
    // As a process leaves it that is killed: it runs, and its lease stands until it is over.
    const lease = new Date(w.clock.now().getTime() + 5_000)
    await w.sql(
      `update import set state = 'applying', lease_until = '${lease.toISOString()}' where id = '${id}'`,
    )
    await run()
    expect((await transfer.get({ id })).counts).toEqual(paused.counts)
    w.clock.advance(5_001)
    await run()
    expect(counted(await transfer.get({ id }))).toEqual([70, 70, 0, 0, 0])
    const contactId = await person('many@own.example')
    expect((await files.list({ contactId, limit: 100 })).rows).toHaveLength(70)
  })

  it('stay within what a record may have', async () => {
    await contacts.create({ name: 'Full', email: 'full@own.example' })
    await w.inside(async (db) => {
      await sql`insert into file (id, contact_id, name, type, size_bytes, created_at, changed_at)
        select gen_random_uuid(), id, 'x', 'text/plain', 1, ${w.clock.now()}, ${w.clock.now()}
        from contact, generate_series(1, 499) where email = 'full@own.example'`.execute(db)
    })
    const brought = await bring([
      { name: 'files.csv', bytes: table('File,E-mail', 'a.txt,full@own.example', 'b.txt,full@own.example') },
      { name: 'a.txt', bytes: Buffer.from('a') },
      { name: 'b.txt', bytes: Buffer.from('b') },
    ])
    expect(counted(brought)).toEqual([2, 1, 0, 0, 1])
    expect(await reasons(brought.id)).toEqual([[3, 'There are 500 files here already. Delete some first.']])
  })

  it('of one firm reach nobody of another', async () => {
    const other = await w.other()
    const { rows } = await w.owner.client.contacts.list({ q: 'eins@own.example' })
    const zip = archive([
      {
        name: 'files.csv',
        bytes: table('File,Number,E-mail', `a.txt,${rows[0]!.id},`, 'a.txt,,eins@own.example', 'a.txt,K1,'),
      },
      { name: 'a.txt', bytes: Buffer.from('a') },
    ])
    const id = await sendFile(other.client, 'files.zip', zip)
    await run()
    await other.client.transfer.start({ id })
    await run()
    expect((await other.client.transfer.get({ id })).counts).toMatchObject({
      rows: 3,
      created: 0,
      refused: 3,
    })
  })
})

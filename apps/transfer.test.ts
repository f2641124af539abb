import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { sendFile, world } from '#platform/testing'

const csv = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'))
const reason = (code: string) => ({ data: { reason: code } })

describe('bringing a file in from the screen', async () => {
  const w = await world()
  const { transfer, contacts, consent, audit, fields } = w.owner.client
  const run = () => w.tick('imports')
  const stateOf = async (id: string) => (await transfer.get({ id })).state
  const people = csv(
    'E-Mail,Vorname,Nachname,Do Not Email,Größe',
    'a@firm.example,Ärne,Müller,No,12',
    'b@firm.example,Bea,Groß,Yes,',
    'not an address,Cara,Falsch,,',
  )

  it('is sent in parts, and goes on where it was broken off', async () => {
    const { id } = await transfer.create({ fileName: 'people.csv', sizeBytes: people.length })
    const part = (from: number, to: number) => new File([people.slice(from, to)], 'people.csv')
    expect(await transfer.part({ id, offset: 0, part: part(0, 40) })).toEqual({ receivedBytes: 40 })
    expect(await transfer.part({ id, offset: 0, part: part(0, 40) })).toEqual({ receivedBytes: 40 })
    await expect(transfer.part({ id, offset: 60, part: part(60, 80) })).rejects.toMatchObject({
      data: { reason: 'wrong_place', receivedBytes: 40 },
    })
    await transfer.part({ id, offset: 40, part: part(40, people.length) })
    expect(await stateOf(id)).toBe('reading')
    await run()
    const it = await transfer.get({ id })
    expect(it).toMatchObject({ state: 'read', record: 'contacts', recognised: { rows: 3 } })
    expect(it.recognised!.writtenAs).toBe('CSV, UTF-8, columns separated by a comma')
    expect(it.mapping!.columns['E-Mail']).toMatchObject({ to: 'email' })
    expect(it.mapping!.columns.Größe).toMatchObject({ to: null, field: { label: 'Größe', type: 'number' } })
  })

  it('is tried out, then does exactly that; the refused rows come back as a file', async () => {
    const id = await sendFile(w.owner.client, 'people.csv', people)
    await run()
    await transfer.check({ id })
    await run()
    const tried = await transfer.get({ id })
    expect(tried).toMatchObject({ state: 'checked', counts: { rows: 3, created: 2, refused: 1 } })
    expect((await contacts.list({})).rows).toEqual([])
    expect((await fields.list({ record: 'contact' })).rows).toEqual([])
    expect((await transfer.refusals({ id })).rows).toMatchObject([
      { line: 4, reason: expect.stringContaining('“E-Mail”') },
    ])
    await transfer.start({ id })
    await expect(transfer.start({ id })).rejects.toMatchObject(reason('not_now'))
    await run()
    expect(await transfer.get({ id })).toMatchObject({ state: 'done', counts: tried.counts })
    expect((await contacts.list({})).rows).toHaveLength(2)
    const refused = await (await transfer.refusedFile({ id })).text()
    expect(refused).toContain('not an address,Cara,Falsch')
    const again = await sendFile(
      w.owner.client,
      'mended.csv',
      new TextEncoder().encode(refused.replace('not an address', 'c@firm.example')),
    )
    await run()
    await transfer.start({ id: again })
    await run()
    expect(await transfer.get({ id: again })).toMatchObject({
      state: 'done',
      counts: { rows: 1, created: 1 },
    })
  })

  it('changes nothing the second time, and what it changes of somebody known can be taken back', async () => {
    const id = await sendFile(w.owner.client, 'people.csv', people)
    await run()
    await transfer.start({ id })
    await run()
    expect((await transfer.get({ id })).counts).toMatchObject({ created: 0, matched: 0, unchanged: 2 })
    await expect(transfer.undo({ id })).rejects.toMatchObject(reason('nothing_in'))
  })

  it('takes an objection of somebody known, and permission only with a basis, never over an objection', async () => {
    const id = await sendFile(
      w.owner.client,
      'list.csv',
      csv('Email,Do Not Email', 'a@firm.example,Yes', 'b@firm.example,', 'd@firm.example,No'),
    )
    await run()
    const { mapping } = await transfer.get({ id })
    const permission = {
      ...{ channel: 'email' as const, topic: 'newsletter', basis: 'consent' as const },
      proof: 'Signed the list at the fair in Cologne, 3 March',
    }
    await transfer.change({ id, mapping: { ...mapping!, permission } })
    await transfer.start({ id })
    await run()
    expect((await transfer.get({ id })).counts).toMatchObject({ created: 1, matched: 1, unchanged: 1 })
    const said = async (q: string) => {
      const [person] = (await contacts.list({ q })).rows
      const { permissions } = await consent.get({ contactId: person!.id })
      return permissions.map((it) => `${it.channel} ${it.topic} ${it.state}`)
    }
    expect(await said('a@firm.example')).toEqual(['email * objected'])
    expect(await said('b@firm.example')).toEqual(['email * objected'])
    expect(await said('d@firm.example')).toEqual(['email newsletter granted'])
  })

  it('takes no permission for what nobody sends, and one for a topic of the firm', async () => {
    const { key } = await consent.addTopic({ name: 'Web talks' })
    const id = await sendFile(w.owner.client, 'talks.csv', csv('Email', 'z@firm.example'))
    await run()
    const { mapping } = await transfer.get({ id })
    const permitting = (topic: string) => ({
      ...mapping!,
      permission: { channel: 'email' as const, topic, basis: 'consent' as const, proof: 'Signed the list' },
    })
    await transfer.change({ id, mapping: permitting('whatever') })
    await transfer.start({ id })
    await run()
    expect((await transfer.get({ id })).counts).toMatchObject({ created: 0, refused: 1 })
    const again = await sendFile(w.owner.client, 'talks.csv', csv('Email', 'z@firm.example'))
    await run()
    await transfer.change({ id: again, mapping: permitting(key) })
    await transfer.start({ id: again })
    await run()
    const [person] = (await contacts.list({ q: 'z@firm.example' })).rows
    expect((await consent.get({ contactId: person!.id })).permissions).toMatchObject([
      { topic: key, topicName: 'Web talks', state: 'granted' },
    ])
  })

  it('pauses between chunks, goes on after the last line that is in, and is undone as a whole', async () => {
    const many = csv('Contact ID,Name', ...Array.from({ length: 2500 }, (_, n) => `K${n},Person ${n}`))
    const id = await sendFile(w.owner.client, 'many.csv', many)
    await run()
    await transfer.start({ id })
    await w.inside(async (db) => {
      // Another process died after the first thousand rows and left its lease behind.
      await db.updateTable('import').set({ lease_until: w.clock.now() }).where('id', '=', id).execute()
    })
    const running = run()
    await expect
      .poll(async () => (await transfer.get({ id })).counts.rows, { timeout: 30_000 })
      .toBeGreaterThan(0)
    await transfer.pause({ id })
    await running
    const paused = await transfer.get({ id })
    expect(paused.state).toBe('paused')
    expect(paused.counts.rows % 1000 === 0 || paused.counts.rows === 2500).toBe(true)
    await transfer.start({ id })
    await run()
    expect(await transfer.get({ id })).toMatchObject({
      state: 'done',
      counts: { rows: 2500, created: 2500, unchanged: 0, refused: 0 },
    })
    const [changed] = (await contacts.list({ q: 'Person 7' })).rows
    await contacts.update({ id: changed!.id, city: 'Köln' })
    await transfer.undo({ id })
    await run()
    const undone = await transfer.get({ id })
    expect(undone).toMatchObject({
      state: 'undone',
      stayed: 1,
      conflicts: [{ table: 'contact', rowId: changed!.id }],
    })
    const [left] = await w.sql<{ n: number }>(
      `select count(*)::int as n from contact where external_id like 'K%' and deleted_at is null`,
    )
    expect(left!.n).toBe(1)
    await expect(transfer.undo({ id })).rejects.toMatchObject(reason('not_now'))
    const [redo] = (await audit.list({})).rows.filter(({ undoes }) => undoes !== null)
    expect(redo!.label).toBe('Took back the import of many.csv')
  })

  it('taken back tells of each row that stays whose it is, who changed it when, and what stands there now', async () => {
    const people = csv(
      'Contact ID,Name,City,Owner,Tags',
      ...['L1', 'L2', 'L3', 'L4'].map((n) => `${n},Person ${n},Bonn,,In`),
    )
    const id = await sendFile(w.owner.client, 'stay.csv', people)
    await run()
    await transfer.start({ id })
    await run()
    const of = async (q: string) => (await contacts.list({ q })).rows[0]!.id
    const kim = await w.member('sales_manager')
    const [kept, gone, tagged] = [await of('Person L1'), await of('Person L2'), await of('Person L3')]
    await kim.client.contacts.update({ id: kept, city: 'Köln', ownerId: kim.id })
    await kim.client.contacts.remove({ ids: [gone] })
    await kim.client.contacts.update({ id: tagged, tags: [] })
    await transfer.undo({ id })
    await run()
    const { stayed } = await transfer.get({ id })
    const first = await transfer.stayed({ id, limit: 1 })
    const rest = await transfer.stayed({ id, cursor: first.next!, limit: 200 })
    const rows = [...first.rows, ...rest.rows]
    expect([rows.length, rest.next]).toEqual([stayed, null])
    const [changer] = await w.sql<{ name: string }>('select name from member where id = $1', [kim.id])
    const who = changer!.name
    const text = { kind: 'text', currency: null }
    expect(rows.find(({ rowId }) => rowId === kept)).toEqual({
      ...{ table: 'contact', rowId: kept, record: 'contact', name: 'Person L1', path: `/people/${kept}` },
      ...{ by: who, at: expect.any(Date), isGone: false },
      values: [
        { ...text, field: 'city', label: 'Town', from: 'Bonn', to: 'Köln' },
        { ...text, field: 'owner_id', label: 'Owner', from: null, to: who },
      ],
    })
    expect(rows.find(({ rowId }) => rowId === gone)).toMatchObject({ isGone: true, path: null, by: who })
    expect(rows.filter(({ table }) => table === 'contact_tag')).toMatchObject([
      { record: 'contact', name: 'Person L3', isGone: true, by: who },
    ])
    const file = await (await transfer.stayedFile({ id })).text()
    expect(file).toContain(`Person L1,contact,${who},`)
    expect(file).toContain(',Town,Bonn,Köln')
  })

  it('cancelled while rows go in keeps the thousands that are in, whole, and is undone as the screen says', async () => {
    const many = csv(
      'Contact ID,Name,Tags',
      ...Array.from({ length: 2500 }, (_, n) => `C${n},Person ${n},In`),
    )
    const id = await sendFile(w.owner.client, 'many.csv', many)
    await run()
    await transfer.start({ id })
    const running = run()
    await expect
      .poll(async () => (await transfer.get({ id })).counts.rows, { timeout: 30_000, interval: 5 })
      .toBeGreaterThan(0)
    await transfer.cancel({ id })
    await running
    const { state, counts } = await transfer.get({ id })
    expect([state, counts.rows % 1000, counts.rows < 2500]).toEqual(['cancelled', 0, true])
    const inside = () =>
      w.sql(`select count(*)::int as people, count(i.id)::int as subjects, count(s.contact_id)::int as standing,
          count(t.contact_id)::int as tagged, count(e.id)::int as found
        from contact c left join identity i on i.contact_id = c.id left join standing s on s.contact_id = c.id
        left join contact_tag t on t.contact_id = c.id left join search_entry e on e.id = c.id
        where c.external_id like 'C%' and c.deleted_at is null`)
    const [n, whole] = [counts.created, await inside()]
    expect(whole).toMatchObject([{ people: n, subjects: n, standing: n, tagged: n }])
    await run()
    expect([await stateOf(id), await inside()]).toEqual(['cancelled', whole])
    await transfer.undo({ id })
    await run()
    expect(await transfer.get({ id })).toMatchObject({ state: 'undone', conflicts: [] })
    expect(await inside()).toMatchObject([{ people: 0 }])
  })

  it('that others rest on by now says so instead of being taken back', async () => {
    const id = await sendFile(w.owner.client, 'sellers.csv', csv('Name', 'Selma Seller'), 'members')
    await run()
    await transfer.start({ id })
    await run()
    const selma = (await w.owner.client.members.list()).rows.find(({ name }) => name === 'Selma Seller')!
    const deal = await w.owner.client.deals.create({ name: 'Pumps', ownerId: selma.id })
    await transfer.undo({ id })
    await run()
    expect(await transfer.get({ id })).toMatchObject({
      state: 'failed',
      problem: 'Something rests on it by now. Take that away first.',
    })
    const { operationId } = await w.owner.client.deals.remove({ id: deal.id })
    await transfer.undo({ id })
    await run()
    expect(await transfer.get({ id })).toMatchObject({ state: 'undone', conflicts: [] })
    await audit.undo({ id: operationId! })
    expect((await w.owner.client.deals.get({ id: deal.id })).owner).toBe(null)
  })

  it('says what is wrong with a file, and takes another kind of record when told', async () => {
    const bad = await sendFile(w.owner.client, 'photo.csv', new TextEncoder().encode('\u0089PNG\r\n\u001a\n'))
    await run()
    const failed = await transfer.get({ id: bad })
    expect(failed.state).toBe('failed')
    expect(failed.problem).not.toContain('our side')
    await expect(transfer.create({ fileName: 'x.csv', sizeBytes: 0 })).rejects.toMatchObject(
      reason('empty_file'),
    )
    await expect(transfer.create({ fileName: 'x.csv', sizeBytes: 7e9 })).rejects.toMatchObject(
      reason('too_large'),
    )
    const id = await sendFile(w.owner.client, 'names.csv', csv('Name,City', 'Kabelwerk Süd,Bonn'))
    await run()
    await transfer.change({ id, record: 'companies' })
    await run()
    const { mapping, record } = await transfer.get({ id })
    expect(record).toBe('companies')
    await expect(
      transfer.change({ id, mapping: { ...mapping!, columns: { Nope: mapping!.columns.Name! } } }),
    ).rejects.toMatchObject(reason('no_column'))
    await transfer.cancel({ id })
    await expect(transfer.start({ id })).rejects.toMatchObject(reason('not_now'))
  })

  it('takes names that every object has by nature for plain text', async () => {
    const text = csv(
      'Email,constructor,__proto__,City',
      'n@firm.example,a,b,constructor',
      'm@firm.example,,,x',
    )
    const id = await sendFile(w.owner.client, 'natural.csv', text)
    await run()
    const { mapping, recognised } = await transfer.get({ id })
    expect(recognised!.columns.map(({ name }) => name)).toEqual([
      ...['Email', 'constructor (column)', '__proto__ (column)', 'City'],
    ])
    const columns = {
      Email: mapping!.columns.Email!,
      City: { ...mapping!.columns.City!, same: { x: 'Bonn' } },
    }
    await transfer.change({ id, mapping: { ...mapping!, columns } })
    await transfer.start({ id })
    await run()
    expect(await transfer.get({ id })).toMatchObject({ state: 'done', counts: { created: 2, refused: 0 } })
    const city = async (q: string) => (await contacts.list({ q })).rows[0]!.city
    expect([await city('n@firm.example'), await city('m@firm.example')]).toEqual(['constructor', 'Bonn'])
  })

  it('gives up a file that was never sent to its end after a week', async () => {
    const { id } = await transfer.create({ fileName: 'half.csv', sizeBytes: 100 })
    await transfer.part({ id, offset: 0, part: new File(['half'], 'half.csv') })
    w.clock.set(new Date(w.clock.now().getTime() + 8 * 24 * 3_600_000))
    await w.tick('import-files')
    expect(await stateOf(id)).toBe('cancelled')
  })

  it('leaves no file on the disk a day after it has ended', async () => {
    const folder = path.join(w.house.config.dataFolder, 'imports', String(w.workspaceId))
    expect((await readdir(folder)).length).toBeGreaterThan(0)
    w.clock.set(new Date(w.clock.now().getTime() + 25 * 3_600_000))
    await w.tick('import-files')
    const open = (await transfer.list({ limit: 200 })).rows.filter(({ finishedAt }) => finishedAt === null)
    expect((await readdir(folder)).sort()).toEqual(open.map(({ id }) => id).sort())
  })

  it('is for those who see everything and may change such records; other firms don’t see it', async () => {
    const id = await sendFile(w.owner.client, 'people.csv', people)
    const stranger = await w.other()
    await expect(stranger.client.transfer.get({ id })).rejects.toMatchObject(reason('no_import'))
    const rep = await w.member('sales_rep')
    await expect(rep.client.transfer.list({})).rejects.toMatchObject(reason('not_permitted'))
    const team = await w.member('marketer', { visibility: 'own' })
    await expect(team.client.transfer.list({})).rejects.toMatchObject(reason('sees_a_part'))
    const marketer = await w.member('marketer')
    await expect(
      marketer.client.transfer.create({ fileName: 'deals.csv', sizeBytes: 9, record: 'deals' }),
    ).rejects.toMatchObject(reason('not_permitted'))
    await expect(transfer.get({ id: uuidv7(w.clock.now()) })).rejects.toMatchObject(reason('no_import'))
  })
})

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { heldAgainstList, takeErasures } from '#people/erasing'
import { backup, restore } from '#platform/backup'
import { type Database, temporaryDatabase } from '#platform/db'
import { correspondence, receiver, sendFile, world } from '#platform/testing'
import { browsing, origin, person } from '../website/browsing.ts'
import { formPage } from './form-page.ts'
import { tracesOf } from './traces.ts'

/** What nobody else has, in any way in which it was written. */
const needles = ['quandt', 'zenobia', '90904711', '9090 47', 'zq-90017', 'lieblingsfarbe']
const name = 'Zenobia Quandt'
const email = 'zenobia.quandt@buyer.example'
const phone = '+49 30 90904711'

const traces = (database: Database) => tracesOf(database, needles)

/** Files of the installation that hold one of them; a database of its own has files of its own. */
async function traced(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const text = (await readFile(file, 'latin1')).toLowerCase()
    if (needles.some((it) => text.includes(it))) found.push(file)
  }
  return found
}

describe('erasing a person', async () => {
  const w = await world({ proxied: true })
  const t = await browsing(w)
  const box = await correspondence(w)
  const program = await receiver()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-erasure-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const { client } = w.owner
  const rep = await w.member('sales_rep', { name: 'Rita Rep' })
  const partner = await w.member('contractor', { name: 'Paul Partner' })
  const { contacts, deals, erasing, transfer, audit } = client
  const browser = person('192.0.2.40', {}, '4'.repeat(32))
  const old = path.join(folder, 'before.backup')
  const csv = (...rows: string[]) =>
    new TextEncoder().encode(['E-Mail,Name,Phone,Kundennummer,City', ...rows].join('\n'))
  const bring = async (bytes: Uint8Array) => {
    const id = await sendFile(client, 'fair.csv', bytes, 'contacts')
    await w.tick('imports')
    const { mapping } = await transfer.get({ id })
    await transfer.change({ id, mapping: { ...mapping!, policy: 'fill' } })
    await transfer.start({ id })
    await w.tick('imports')
    return transfer.get({ id })
  }
  const refusal = (reason: string) => ({ data: { reason } })
  const her: { id: string; dealId: string; wonId: string; noteId: string } = {
    ...{ id: '', dealId: '', wonId: '', noteId: '' },
  }
  const funnel = async () => ({
    leads: (await w.sql('select id, state from lead order by id')).length,
    won: await w.sql("select sum(one_off_minor) as sum from deal where state = 'won'"),
    handovers: (await w.sql('select id from handover')).length,
    acts: await w.sql('select kind, count(*)::int as n from journal_event group by 1 order by 1'),
  })

  it('has much to erase: made by the ways in which people become known', async () => {
    await client.webhooks.create({
      name: 'Books',
      url: program.url,
      events: ['contact.created', 'contact.changed', 'contact.deleted', 'deal.won'],
    })
    await t.score([{ kind: 'page.viewed', where: [], points: 30 }])
    await t.page(browser, '/', 'https://search.example/?q=quandt')
    await t.page(browser, `/pricing?mail=${email}`)
    const { id } = await t.submit(browser, email)
    her.id = id
    await t.event(browser, 'Demo started', { who: name })
    const { key } = await client.fields.create({ record: 'contact', label: 'Wish', type: 'text' })
    const { id: companyId } = await client.companies.create({ name: 'Buyer GmbH' })
    await contacts.update({ id, firstName: 'Zenobia', lastName: 'Quandt', phone: '030 90904711', companyId })
    await contacts.update({
      id,
      externalId: 'ZQ-90017',
      tags: ['Fair'],
      custom: { [key]: 'Lieblingsfarbe blau' },
    })
    await client.timeline.addNote({ contactId: id, body: 'Lieblingsfarbe blau' })
    const edited = await client.timeline.addNote({ contactId: id, body: 'Lieblingsfarbe grün' })
    her.noteId = edited.id
    await client.timeline.editNote({ id: edited.id, body: 'Lieblingsfarbe rot' })
    await client.timeline.removeNote({ id: edited.id })
    for (const fileName of ['Offer', 'With a note', 'Half', 'Deleted'].map((it) => `${it} for ${name}.txt`)) {
      const { id: file } = await client.files.begin({ contactId: id, name: fileName, sizeBytes: 19 })
      await client.files.part({ id: file, offset: 0, part: new File(['Lieblingsfarbe blau'], 'x') })
      if (fileName.startsWith('Half')) continue
      await client.files.complete({ id: file })
      if (fileName.startsWith('Deleted')) await client.files.remove({ id: file })
      if (!fileName.startsWith('With')) continue
      await client.timeline.addNote({ contactId: id, body: 'Lieblingsfarbe gelb', files: [file] })
      await client.files.link({ id: file })
    }
    await client.timeline.addNote({ companyId, body: `Quandt, Zenobia decides there: 030-90904711` })
    await client.tasks.create({
      title: 'Call her',
      body: 'Lieblingsfarbe blau',
      contactId: id,
      dueOn: '2026-03-09',
    })
    const { id: dropped } = await client.tasks.create({ title: `Thank ${name}`, contactId: id })
    await client.tasks.remove({ id: dropped })
    await client.tasks.create({ title: `Ask ${name.toUpperCase()} for the colour`, dueOn: '2026-03-09' })
    const twin = await contacts.create({ name: 'Zenobia M. Quandt', email: 'z@quandt.example' })
    await client.merging.merge({ record: 'contact', winnerId: id, loserId: twin.id })
    const apart = await contacts.create({ name: 'Zita Else', city: 'Bonn' })
    await client.merging.keepApart({ record: 'contact', oneId: id, otherId: apart.id })
    await contacts.update({ id: apart.id, name: 'Somebody Else', city: 'Ulm' })
    await client.views.create({ record: 'contact', name: 'Hers', definition: { search: name } })
    await client.views.remember({ record: 'contact', place: `?q=${encodeURIComponent(email)}` })
    const again = await fetch(`${w.adminUrl}/api/contacts/${id}`, {
      method: 'PATCH',
      headers: {
        ...{ authorization: `Bearer ${w.owner.secret}`, 'baton-workspace': '1' },
        ...{ 'content-type': 'application/json', 'idempotency-key': 'once-and-for-all' },
      },
      body: JSON.stringify({ jobTitle: 'Lieblingsfarbe' }),
    })
    expect(again.status).toBe(200)
    await client.tracking.link({ id, url: `${origin}/offer` })
    const campaign = await client.campaigns.create({
      ...{ name: 'Spring', channel: 'email', from: '2026-03-01', to: '2026-05-31' },
    })
    await client.participants.add({ campaignId: campaign.id, ids: [id] })
    await partner.client.protection.register({
      ...{ personName: name, email, phone, town: 'Hamburg' },
      ...{ proof: `Talked to ${name} at the fair`, proofDay: '2026-03-01' },
    })
    await w.pump()
    const [offered] = (await client.handovers.list({ contactId: id })).rows
    await client.handovers.accept({ id: offered!.id })
    await client.talks.add({ contactId: id, channel: 'phone', outcome: 'reached', note: 'Lieblingsfarbe' })
    await client.handovers.sendBack({ id: offered!.id, reason: 'not_interested', note: `${name} wants red` })
    const page = await formPage(w, (await client.forms.list({})).rows[0]!.id)
    await page.send({ name, email, message: `Call me: ${phone}. Lieblingsfarbe.` })
    await client.capture.add({ contactId: id, kind: 'call', asks: true, words: `She is ${name}` })
    await w.pump()
    const deal = { contactId: id, companyId, oneOffMinor: 70_000 }
    her.dealId = (await deals.create({ name: `${name} – 40 seats`, ...deal })).id
    her.wonId = (await deals.create({ name: 'Seats', ...deal })).id
    await client.timeline.addNote({ dealId: her.dealId, body: `Write to ${email}.` })
    const reason = (await client.pipeline.get()).reasons.find((it) => it.kind === 'won')!
    await deals.win({
      id: her.wonId,
      reasonId: reason.id,
      promised: { words: `For ${name}`, promises: [{ text: `Red for ${name}` }] },
    })
    const thread = await box.written(email.replace('zenobia.', 'zq.'))
    await client.merging.merge({ record: 'contact', winnerId: id, loserId: thread.contactId })
    box.box.deliver(box.mail({ from: `${name} <${email}>`, to: thread.back, body: `Forty. ${name}` }))
    box.box.deliver(box.mail({ from: `Other <other@else.example>`, body: `Ask ${name}, ${email}` }))
    await box.read()
    await bring(
      csv(
        `${email},${name},${phone},,Hamburg`,
        `not an address,${name},,,`,
        'x@else.example,Xaver Else,,,Ulm',
      ),
    )
    await w.tick('webhooks')
    await w.tick('notice letters')
    await w.tick('digest')
    await w.pump()
    const before = await traces(w.database)
    const tables = [...new Set(before.map((it) => it.split(':')[0]!.replace('public.', '')))]
    // Where they stand, so that a way in that is not taken any more is missed here.
    expect(tables.sort()).toMatchInlineSnapshot(`
      [
        "attempt",
        "change",
        "consent",
        "contact",
        "deal",
        "fact_version",
        "field_value",
        "file",
        "handover",
        "import",
        "import_refusal",
        "incoming",
        "journal_event",
        "letter",
        "list_place",
        "note",
        "notice",
        "offer",
        "onboarding",
        "promise",
        "protection",
        "saved_view",
        "search_entry",
        "search_word",
        "subject",
        "submission",
        "task",
        "upload",
        "webhook_message",
      ]
    `)
    expect((await traced(w.house.config.dataFolder)).length).toBeGreaterThan(0)
  })

  it('is preceded by all that is kept, to be read or taken along: ledger, source, score with its rules, handovers', async () => {
    const { kept } = client
    for (const ask of [rep.client.kept.report, rep.client.kept.file])
      await expect(ask({ contactId: her.id })).rejects.toMatchObject(refusal('not_permitted'))
    const report = await kept.report({ contactId: her.id })
    expect(report).toMatchObject({ name, firm: 'Müller & Söhne GmbH' })
    expect(report.facts).toEqual(
      expect.arrayContaining([
        { label: 'E-mail', value: email },
        { label: 'Wish', value: 'Lieblingsfarbe blau' },
        { label: 'Company', value: 'Buyer GmbH' },
      ]),
    )
    expect(report.ledger).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ basis: 'request', state: 'granted', topic: 'request', channel: 'email' }),
      ]),
    )
    const lines = new Map(report.sections.map((it) => [it.title, it.lines]))
    expect([...lines.keys()]).toEqual([
      'Where they came from',
      'How they are scored',
      'Whom they were handed to',
      'Files',
      'What happened',
    ])
    expect(lines.get('How they are scored')!.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringMatching(/points, of \d+ that count/), '60 points: Page viewed']),
    )
    expect(lines.get('Whom they were handed to')![0]!.text).toMatch(/^Olga Owner: /)
    expect(
      lines
        .get('Files')!
        .map(({ text }) => text)
        .sort(),
    ).toEqual([`Offer for ${name}.txt`, `With a note for ${name}.txt`])
    expect(lines.get('What happened')!.length).toBeGreaterThan(15)
    const text = await (await kept.file({ contactId: her.id })).text()
    const { tables } = JSON.parse(text) as { tables: Record<string, { means: string; rows: object[] }> }
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining([
        ...[
          'contact',
          'consent',
          'conversation_mail',
          'fact_version',
          'handover',
          'incoming',
          'journal_event',
        ],
        ...['lead', 'letter', 'note', 'offer', 'score_line', 'submission', 'task', 'visitor'],
      ]),
    )
    expect(tables.note).toMatchObject({ means: expect.stringContaining('wrote down'), rows: { length: 3 } })
    expect(tables.file).toMatchObject({ rows: { length: 3 } })
    expect(text).not.toContain(Buffer.from('Lieblingsfarbe').toString('hex'))
    expect(text).not.toMatch(/"[a-z_]*(token|hash|secret)"/)
  })

  it('is for whoever may, says before what goes and stays, and asks for the right name', async () => {
    await expect(rep.client.erasing.preview({ contactId: her.id })).rejects.toMatchObject(
      refusal('not_permitted'),
    )
    await expect(rep.client.erasing.erase({ contactId: her.id, cause: 'asked', name })).rejects.toMatchObject(
      refusal('not_permitted'),
    )
    const part = (await w.member('owner', { name: 'Part', visibility: 'own' })).client
    const all = { contactId: her.id, cause: 'asked' as const, name }
    for (const ask of [
      () => part.erasing.preview({ contactId: her.id }),
      () => part.erasing.erase(all),
      () => part.kept.report({ contactId: her.id }),
      () => part.kept.file({ contactId: her.id }),
    ])
      await expect(ask()).rejects.toMatchObject(refusal('sees_a_part'))
    const before = await traces(w.database)
    const { name: called, goes, stays } = await erasing.preview({ contactId: her.id })
    expect(called).toBe(name)
    const counts = (list: typeof goes) => Object.fromEntries(list.map(({ what, count }) => [what, count]))
    expect(counts(goes)).toMatchObject({ notes: 3, files: 3, tasks: 2, conversation: 1, tag: 1 })
    expect(counts(stays)).toMatchObject({ deals: 2, handovers: 3, lead: 1 })
    await expect(
      erasing.erase({ contactId: her.id, cause: 'asked', name: 'Zenobia Quant' }),
    ).rejects.toMatchObject(refusal('other_name'))
    expect(await traces(w.database)).toEqual(before)
    await backup(w.database, old, w.clock)
  })

  it('leaves no trace: not in any table, nor in a file; sums, leads and handovers stay without her', async () => {
    const before = await funnel()
    const binned = async () =>
      (await client.bin.list({ limit: 200 })).rows.filter(({ of }) => of?.includes('Quan'))
    expect((await binned()).map(({ record }) => record).toSorted()).toEqual(['file', 'note', 'task'])
    const { operationId } = await erasing.erase({ contactId: her.id, cause: 'asked', name })
    expect((await binned()).length).toBe(0)
    await expect(contacts.get({ id: her.id })).rejects.toMatchObject(refusal('no_contact'))
    expect(
      (await client.search.find({ q: 'Quandt' })).rows.filter(({ record }) => record === 'contact'),
    ).toEqual([])
    await w.tick('erasures')
    expect(await traces(w.database)).toEqual([])
    expect(await traced(w.house.config.dataFolder)).toEqual([])
    for (const table of ['file_part', 'upload_part', 'file_link'])
      expect([table, await w.sql(`select 1 from ${table}`)]).toEqual([table, []])
    expect(await funnel()).toEqual(before)
    expect((await deals.get({ id: her.dealId })).contact).toBeNull()
    expect((await deals.get({ id: her.dealId })).name).toBe('erased person – 40 seats')
    for (const { id } of (await client.handovers.list({})).rows) await client.handovers.get({ id })
    await expect(audit.undo({ id: operationId })).rejects.toMatchObject(refusal('erased'))
    const [row] = (await erasing.list({})).rows
    expect(row).toMatchObject({ cause: 'asked', by: 'Olga Owner', doneAt: expect.any(Date) })
    await expect(erasing.preview({ contactId: her.id })).rejects.toMatchObject(refusal('already_erased'))
  })

  it('tells other programs that she is gone, by her id alone', async () => {
    program.heard()
    await w.tick('webhooks')
    const gone = program.heard().filter(({ type }) => type === 'contact.deleted')
    expect(gone.map(({ data }) => data.id)).toContain(her.id)
    expect(needles.filter((it) => JSON.stringify(gone).toLowerCase().includes(it))).toEqual([])
  })

  it('is taken back by no undo of what came before', async () => {
    for (const { id, undoable, kind } of (await audit.list({ limit: 200 })).rows)
      if (undoable && !/^(forms|campaigns|tracking|webhooks)\./.test(kind))
        await audit.undo({ id }).catch((error: { status?: number }) => expect(error.status).toBeLessThan(500))
    await w.pump()
    expect(await traces(w.database)).toEqual([])
  })

  it('outlives files, programs, colleagues and late hits that would bring her back', async () => {
    const { counts, state } = await bring(
      csv(
        `${email.toUpperCase()},${name},,,`,
        `,${name},,ZQ-90017,`,
        `,${name},030/90904711,,`,
        'y@else.example,Yvo Else,,,Ulm',
      ),
    )
    expect([state, counts]).toMatchObject(['done', { created: 1, refused: 3 }])
    const [{ reason, cells }] = (await w.sql<{ reason: string; cells: string[] }>(
      'select reason, cells from import_refusal order by line desc limit 1',
    )) as [{ reason: string; cells: string[] }]
    expect([reason, cells]).toEqual([expect.stringContaining('This person was erased'), []])
    const erased = refusal('erased_person')
    await expect(contacts.create({ name, email })).rejects.toMatchObject(erased)
    await expect(
      client.events.add({ events: [{ kind: 'trial_started', contact: { email } }] }),
    ).rejects.toMatchObject(erased)
    await expect(
      client.events.add({ events: [{ kind: 'trial_started', contact: { id: her.id } }] }),
    ).rejects.toMatchObject(refusal('no_contact'))
    await t.page(browser, '/late')
    w.clock.advance(25 * 3_600_000)
    await w.tick('import-files')
    await w.pump()
    expect(await traces(w.database)).toEqual([])
    expect(await traced(w.house.config.dataFolder)).toEqual([])
  })

  it('is done again in a database that was put back from a backup', async () => {
    const empty = await temporaryDatabase()
    try {
      await restore(empty, old, w.clock)
      expect((await traces(empty)).length).toBeGreaterThan(20)
      const here = { database: empty, clock: w.clock, dataFolder: w.house.config.dataFolder }
      expect(await heldAgainstList(here)).toEqual({ again: 1 })
      await takeErasures(here)
      expect(await traces(empty)).toEqual([])
      expect(await heldAgainstList(here)).toEqual({ again: 0 })
    } finally {
      await empty.close()
    }
  })

  it('lets her come back by an act of her own, as somebody new', async () => {
    const page = await formPage(w, (await client.forms.list({})).rows[0]!.id)
    expect((await page.again({ name, email, message: 'Hello again' })).status).toBe(303)
    const [row] = await w.sql<{ id: string }>('select id from contact where email = $1', [email])
    expect(row!.id).not.toBe(her.id)
    expect((await client.timeline.list({ contactId: row!.id })).rows.length).toBeLessThan(5)
    expect((await bring(csv(`${email},${name},,,Bonn`))).counts).toMatchObject({ matched: 1, refused: 0 })
    // What she was known by before is hers again, or anybody's.
    await contacts.create({ name: 'Zora Again', externalId: 'ZQ-90017' })
  })
})

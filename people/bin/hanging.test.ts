import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const dayMs = 24 * 3_600_000
const refusal = (reason: string) => ({ data: { reason } })

describe('notes, tasks and files in the bin', async () => {
  const w = await world()
  const { client } = w.owner
  const { bin, contacts, deals, timeline, tasks, files, audit } = client
  const person = async (name: string, more: object = {}) => (await contacts.create({ name, ...more })).id
  const note = async (contactId: string, body: string, more: object = {}) =>
    (await timeline.addNote({ contactId, body, ...more })).id
  const file = async (contactId: string, name: string, who = client) => {
    const bytes = Buffer.from(`these are the bytes of ${name}`)
    const { id } = await who.files.begin({ contactId, name, sizeBytes: bytes.length })
    await who.files.part({ id, offset: 0, part: new File([bytes], name) })
    await who.files.complete({ id })
    return id
  }
  const names = async (of: Parameters<typeof bin.list>[0] = {}, who = bin) =>
    (await who.list(of)).rows.map(({ name }) => name)

  it('lie there with what they are about, are found by their words and come back as they were', async () => {
    const ada = await person('Ada Lötz')
    const { id: sale } = await deals.create({ name: 'Forty seats', contactId: ada })
    const kept = await file(ada, 'offer.pdf')
    const withFile = await file(ada, 'sketch.png')
    const noteId = await note(ada, 'Likes tea\nand long walks', { files: [withFile] })
    const { id: taskId } = await tasks.create({ title: 'Send the offer', dealId: sale })
    await timeline.removeNote({ id: noteId })
    w.clock.advance(dayMs)
    await tasks.remove({ id: taskId })
    w.clock.advance(dayMs)
    await files.remove({ id: kept })
    const { rows } = await bin.list({})
    expect(
      rows.map(({ record, name, of, by, mayBringBack }) => [record, name, of, by, mayBringBack]),
    ).toEqual([
      ['file', 'offer.pdf', 'Ada Lötz', 'Olga Owner', true],
      ['task', 'Send the offer', 'Forty seats', 'Olga Owner', true],
      ['note', 'Likes tea and long walks', 'Ada Lötz', 'Olga Owner', true],
    ])
    expect(await names({ q: 'WALKS' })).toEqual(['Likes tea and long walks'])
    expect(await names({ record: 'task' })).toEqual(['Send the offer'])
    // While the person lies there, what hangs on them is not shown beside them: it comes with them.
    await contacts.remove({ ids: [ada] })
    expect(await names()).toEqual(['Ada Lötz', 'Send the offer'])
    await bin.bringBack({ records: [{ record: 'contact', id: ada }] })
    const back = await bin.bringBack({ records: rows.map(({ record, id }) => ({ record, id })) })
    expect(back).toMatchObject({ restored: 3, stay: [] })
    expect(await names()).toEqual([])
    const { rows: items } = await timeline.list({ contactId: ada })
    const said = items.find(({ id }) => id === noteId)!
    expect([said.detail, said.files?.map(({ name }) => name)]).toEqual([
      'Likes tea\nand long walks',
      ['sketch.png'],
    ])
    expect((await files.list({ contactId: ada })).rows.map(({ name }) => name)).toContain('offer.pdf')
    expect((await tasks.get({ id: taskId })).title).toBe('Send the offer')
    expect((await client.search.find({ q: 'walks' })).rows.length).toBe(1)
    await audit.undo({ id: back.operationId! })
    expect(await names()).toEqual(['offer.pdf', 'Send the offer', 'Likes tea and long walks'])
  })

  it('are seen by who sees the record, and brought back by who wrote them or may delete people', async () => {
    const rep = await w.member('sales_rep', { name: 'Rita', visibility: 'own' })
    const [hers, theirs] = [
      await person('Hers', { ownerId: rep.id }),
      await person('Theirs', { ownerId: w.owner.id }),
    ]
    const own = (await rep.client.timeline.addNote({ contactId: hers, body: 'By Rita' })).id
    const others = await note(hers, 'By Olga')
    for (const id of [own, others, await note(theirs, 'Out of reach')]) await timeline.removeNote({ id })
    await files.remove({ id: await file(theirs, 'hidden.txt') })
    await tasks.remove({ id: (await tasks.create({ title: 'Olga’s', contactId: hers })).id })
    const { rows } = await rep.client.bin.list({})
    expect(rows.map(({ name, mayBringBack }) => [name, mayBringBack]).toSorted()).toEqual([
      ['By Olga', false],
      ['By Rita', true],
    ])
    const bringing = (id: string) => rep.client.bin.bringBack({ records: [{ record: 'note', id }] })
    await expect(bringing(others)).rejects.toMatchObject(refusal('not_yours'))
    expect(await bringing(own)).toMatchObject({ restored: 1 })
  })

  it('go for good after 30 days with all that is kept of them, or with whom they are about', async () => {
    const quill = await person('Quentin')
    const held = await file(quill, 'zwieback-plan.txt')
    const noteId = await note(quill, 'He wants Zwieback', { files: [held] })
    const loose = await file(quill, 'zwieback-list.txt')
    const { id: taskId } = await tasks.create({ title: 'Order Zwieback', contactId: quill })
    const { operationId } = await timeline.removeNote({ id: noteId })
    await files.remove({ id: loose })
    await tasks.remove({ id: taskId })
    const traces = async (word: string) => {
      const tables = await w.sql<{ name: string }>(
        `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
      )
      const found: string[] = []
      for (const { name } of tables)
        if ((await w.sql(`select 1 from "${name}" t where t::text ilike '%${word}%' limit 1`)).length > 0)
          found.push(name)
      return found
    }
    w.clock.advance(29 * dayMs)
    await w.tick('bin')
    expect(await names({ q: 'zwieback' })).toHaveLength(3)
    w.clock.advance(dayMs)
    expect(await names({ q: 'zwieback' })).toEqual([])
    await w.tick('bin')
    expect(await traces('zwieback')).toEqual([])
    expect(
      await w.sql(`select 1 from file_part where file_id = any(array['${held}', '${loose}']::uuid[])`),
    ).toEqual([])
    await expect(audit.undo({ id: operationId! })).rejects.toMatchObject(refusal('nothing_to_undo'))
    const last = await note(quill, 'He wants Pumpernickel')
    await timeline.removeNote({ id: last })
    await tasks.remove({ id: (await tasks.create({ title: 'Order Pumpernickel', contactId: quill })).id })
    await files.remove({ id: await file(quill, 'pumpernickel.txt') })
    await bin.erase({ records: [{ record: 'note', id: last }] })
    expect(await names({ q: 'pumpernickel' })).toHaveLength(2)
    await client.erasing.erase({ contactId: quill, name: 'Quentin', cause: 'asked' })
    expect(await names({ q: 'pumpernickel' })).toEqual([])
    await w.tick('erasures')
    expect(await traces('pumpernickel')).toEqual([])
  })
})

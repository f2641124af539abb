import { describe, expect, it } from 'vitest'
import { type Client, world } from '#platform/testing'
import { largestFileBytes, smallestPartBytes } from './sizes.ts'

const mb = 1024 * 1024
const dayMs = 86_400_000
const pdf = (size = 100) => {
  const bytes = new Uint8Array(size).fill(65)
  bytes.set(new TextEncoder().encode('%PDF-1.7\n'))
  return bytes
}
const refusal = (reason: string) => ({ data: { reason } })
type About = Parameters<Client['files']['list']>[0]

describe('files', async () => {
  const w = await world()
  const { contacts, companies, deals, files, timeline, audit, merging, search, kept } = w.owner.client
  const send = async (
    to: Client,
    of: About,
    name: string,
    bytes: Uint8Array<ArrayBuffer> = pdf(),
    step = 4 * mb,
  ) => {
    const { id } = await to.files.begin({ ...of, name, sizeBytes: bytes.length })
    for (let offset = 0; offset < bytes.length; offset += step)
      await to.files.part({ id, offset, part: new File([bytes.slice(offset, offset + step)], 'x') })
    return to.files.complete({ id })
  }
  const fetched = async (to: Client, id: string) => {
    const { url } = await to.files.link({ id })
    return fetch(url.replace(w.house.config.publicUrl, w.publicUrl))
  }
  const names = async (of: About) => (await files.list(of)).rows.map(({ name }) => name)

  it('are kept with a person, a company and a deal, whole, and stand on their timelines', async () => {
    const { id: contactId } = await contacts.create({ name: 'Erika Muster', companyName: 'Muster AG' })
    const companyId = (await contacts.get({ id: contactId })).company!.id
    const { id: dealId } = await deals.create({ name: 'Forty seats', contactId })
    const bytes = crypto.getRandomValues(new Uint8Array(60_000))
    for (const of of [{ contactId }, { companyId }, { dealId }]) {
      const { file } = await send(w.owner.client, of, 'Übersicht.bin', bytes)
      expect(file).toMatchObject({ name: 'Übersicht.bin', typeLabel: 'File', sizeBytes: 60_000, care: null })
      const answer = await fetched(w.owner.client, file.id)
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
      const [item] = (await timeline.list(of)).rows
      expect(item).toMatchObject({ kind: 'file', text: 'File “Übersicht.bin”', files: [file] })
    }
    expect(await names({ contactId })).toEqual(['Übersicht.bin'])
    const [found] = (await search.find({ q: 'ubersicht' })).rows
    expect(found).toMatchObject({ label: 'File', path: expect.stringContaining('?file=') })
    expect((await kept.report({ contactId })).sections.find(({ title }) => title === 'Files')).toMatchObject({
      lines: [{ text: 'Übersicht.bin', detail: 'File, 59 kB' }],
    })
  })

  it('come in parts, go on where they broke off, and are none until they are whole', async () => {
    const { id: contactId } = await contacts.create({ name: 'Parts' })
    const bytes = pdf(9 * mb)
    const part = (offset: number, end: number) => ({
      offset,
      part: new File([bytes.slice(offset, end)], 'x'),
    })
    const { id } = await files.begin({ contactId, name: 'large.pdf', sizeBytes: bytes.length })
    await files.part({ id, ...part(0, 4 * mb) })
    expect(await files.part({ id, ...part(0, 4 * mb) })).toEqual({ receivedBytes: 4 * mb })
    await expect(files.part({ id, ...part(5 * mb, 6 * mb) })).rejects.toMatchObject({
      data: { reason: 'wrong_place', receivedBytes: 4 * mb },
    })
    await expect(files.part({ id, ...part(4 * mb, 4 * mb + smallestPartBytes - 1) })).rejects.toMatchObject(
      refusal('small_part'),
    )
    await expect(files.complete({ id })).rejects.toMatchObject(refusal('not_whole'))
    expect(await names({ contactId })).toEqual([])
    await files.part({ id, ...part(4 * mb, 8 * mb) })
    await files.part({ id, ...part(8 * mb, 9 * mb) })
    // Two at once, as when an answer was lost: one file, and both are told of it.
    const both = await Promise.all(
      [files.complete({ id }), files.complete({ id })].map((it) => it.catch((e) => e)),
    )
    expect(both.filter((it) => it.file?.id === id).length).toBeGreaterThan(0)
    expect((await files.complete({ id })).file.id).toBe(id)
    expect(await names({ contactId })).toEqual(['large.pdf'])
    const answer = await fetched(w.owner.client, id)
    expect((await answer.arrayBuffer()).byteLength).toBe(bytes.length)
    expect(await w.sql('select 1 from upload_part')).toEqual([])
  })

  it('that break off leave nothing: cancelled at once, else after a day', async () => {
    const { id: contactId } = await contacts.create({ name: 'Breaks' })
    const begin = async () => {
      const { id } = await files.begin({ contactId, name: 'half.pdf', sizeBytes: mb })
      await files.part({ id, offset: 0, part: new File([pdf(mb / 2)], 'x') })
      return id
    }
    const cancelled = await begin()
    await files.cancel({ id: cancelled })
    await expect(files.complete({ id: cancelled })).rejects.toMatchObject(refusal('no_upload'))
    await begin()
    w.clock.advance(dayMs - 1)
    await w.tick('files.let_go')
    expect(await w.sql('select 1 from upload')).toHaveLength(1)
    w.clock.advance(1)
    await w.tick('files.let_go')
    expect(await w.sql('select 1 from upload')).toEqual([])
    expect(await w.sql('select 1 from upload_part')).toEqual([])
    expect(await names({ contactId })).toEqual([])
  })

  it('have bounds that are said in words', async () => {
    const { id: contactId } = await contacts.create({ name: 'Bounds' })
    for (const [sizeBytes, reason] of [
      [0, 'empty_file'],
      [largestFileBytes + 1, 'too_large'],
    ] as const)
      await expect(files.begin({ contactId, name: 'x.pdf', sizeBytes })).rejects.toMatchObject(
        refusal(reason),
      )
    await expect(files.begin({ contactId, name: 'x', sizeBytes: 26 * mb })).rejects.toThrow(
      'This file is 26 MB; at most 25 MB are kept.',
    )
    await expect(files.begin({ name: 'x', sizeBytes: 1 })).rejects.toMatchObject(refusal('whose'))
    const waiting = []
    for (let n = 0; n < 50; n++) waiting.push(await files.begin({ contactId, name: `${n}`, sizeBytes: 1 }))
    await expect(files.begin({ contactId, name: 'x', sizeBytes: 1 })).rejects.toMatchObject(
      refusal('too_many_at_once'),
    )
    for (const { id } of waiting) await files.cancel({ id })
  })

  it('go to the bin and come back, until their bytes go after 30 days', async () => {
    const { id: contactId } = await contacts.create({ name: 'Bin' })
    const { file, operationId: added } = await send(w.owner.client, { contactId }, 'a.pdf')
    const removed = await files.remove({ id: file.id })
    expect(await names({ contactId })).toEqual([])
    await expect(files.link({ id: file.id })).rejects.toMatchObject(refusal('no_file'))
    await audit.undo({ id: removed.operationId! })
    expect(await names({ contactId })).toEqual(['a.pdf'])
    expect((await fetched(w.owner.client, file.id)).status).toBe(200)
    const { operationId: undone } = await audit.undo({ id: added! })
    expect(await names({ contactId })).toEqual([])
    w.clock.advance(30 * dayMs)
    await w.tick('files.let_go')
    expect(await w.sql('select 1 from file_part where file_id = $1', [file.id])).toEqual([])
    const late = await audit.undo({ id: undone! })
    expect(late.conflicts).toEqual([{ table: 'file', rowId: file.id }])
    expect(await names({ contactId })).toEqual([])
  })

  it('are deleted by who added them or may delete people', async () => {
    const { id: contactId } = await contacts.create({ name: 'Whose' })
    const [one, other] = [await w.member('sales_rep'), await w.member('sales_rep')]
    const { file } = await send(one.client, { contactId }, 'a.pdf')
    await expect(other.client.files.remove({ id: file.id })).rejects.toMatchObject(refusal('not_yours'))
    const viewer = await w.member('viewer')
    await expect(viewer.client.files.begin({ contactId, name: 'x', sizeBytes: 1 })).rejects.toMatchObject({
      status: 403,
    })
    expect((await fetched(viewer.client, file.id)).status).toBe(200)
    expect((await other.client.files.list({ contactId })).rows[0]).toMatchObject({ mine: false })
    await files.remove({ id: file.id })
  })

  it('go with a note, into the bin and back with it', async () => {
    const { id: contactId } = await contacts.create({ name: 'Noted' })
    const { file } = await send(w.owner.client, { contactId }, 'a.pdf')
    const { file: second } = await send(w.owner.client, { contactId }, 'b.pdf')
    const note = await timeline.addNote({ contactId, body: 'See the offer', files: [file.id] })
    const items = async () =>
      (await timeline.list({ contactId })).rows.map((it) => [it.kind, it.files?.map(({ name }) => name)])
    expect(await items()).toEqual([
      ['note', ['a.pdf']],
      ['file', ['b.pdf']],
    ])
    await timeline.editNote({ id: note.id, body: 'See both', files: [second.id] })
    expect(await items()).toEqual([['note', ['a.pdf', 'b.pdf']]])
    await expect(timeline.addNote({ contactId, body: 'Taken', files: [file.id] })).rejects.toMatchObject(
      refusal('file_elsewhere'),
    )
    const { operationId } = await timeline.removeNote({ id: note.id })
    expect(await names({ contactId })).toEqual([])
    await audit.undo({ id: operationId! })
    expect(await items()).toEqual([['note', ['a.pdf', 'b.pdf']]])
    const { id: elsewhere } = await contacts.create({ name: 'Else' })
    await expect(
      timeline.addNote({ contactId: elsewhere, body: 'x', files: [file.id] }),
    ).rejects.toMatchObject(refusal('file_elsewhere'))
  })

  it('move when two are merged, and home when they are taken apart', async () => {
    const { id: winnerId } = await contacts.create({ name: 'Winner' })
    const { id: loserId } = await contacts.create({ name: 'Loser' })
    await send(w.owner.client, { contactId: loserId }, 'a.pdf')
    const { id: half } = await files.begin({ contactId: loserId, name: 'b.pdf', sizeBytes: 100 })
    const { operationId } = await merging.merge({ record: 'contact', winnerId, loserId })
    expect(await names({ contactId: winnerId })).toEqual(['a.pdf'])
    await files.part({ id: half, offset: 0, part: new File([pdf()], 'x') })
    await files.complete({ id: half })
    expect(await names({ contactId: winnerId })).toEqual(['b.pdf', 'a.pdf'])
    await audit.undo({ id: operationId! })
    expect(await names({ contactId: loserId })).toEqual(['a.pdf'])
    const one = await companies.create({ name: 'One GmbH' })
    const two = await companies.create({ name: 'Two GmbH' })
    await send(w.owner.client, { companyId: two.id }, 'c.pdf')
    await merging.merge({ record: 'company', winnerId: one.id, loserId: two.id })
    expect(await names({ companyId: one.id })).toEqual(['c.pdf'])
  })

  it('are listed page by page', async () => {
    const { id: contactId } = await contacts.create({ name: 'Many' })
    for (let n = 0; n < 5; n++) await send(w.owner.client, { contactId }, `${n}.pdf`)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await files.list({ contactId, limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.rows.map(({ name }) => name))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen.sort()).toEqual(['0.pdf', '1.pdf', '2.pdf', '3.pdf', '4.pdf'])
  })
})

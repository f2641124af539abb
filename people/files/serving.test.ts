import { describe, expect, it } from 'vitest'
import { type Client, world } from '#platform/testing'

const text = (it: string) => new TextEncoder().encode(it)

describe('a file that somebody fetches', async () => {
  const w = await world()
  const { contacts, files, members } = w.owner.client
  const { id: contactId } = await contacts.create({ name: 'Erika Muster', ownerId: w.owner.id })
  const send = async (name: string, bytes: Uint8Array<ArrayBuffer>, of = { contactId }) => {
    const { id } = await files.begin({ ...of, name, sizeBytes: bytes.length })
    await files.part({ id, offset: 0, part: new File([bytes], 'x') })
    return (await files.complete({ id })).file
  }
  const linkBy = async (client: Client, id: string) =>
    (await client.files.link({ id })).url.replace(w.house.config.publicUrl, w.publicUrl)
  const status = async (url: string) => (await fetch(url)).status

  it('is saved under its name, whatever it is and is called, and is nothing that runs (18, 19, 20)', async () => {
    const pages: [string, string][] = [
      ['page.html', '<!doctype html><script>alert(document.cookie)</script>'],
      ['photo.png', '<html><script>alert(1)</script>'],
      ['logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['data.xml', '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>'],
      ['both.pdf', '%PDF-1.7\n<html><script>alert(1)</script>'],
      ['both.gif', 'GIF89a/*<script>alert(1)</script>*/=1'],
      ['"; filename="evil.exe\r\nX-Evil: yes.pdf'.replace('\r\n', ' '), '%PDF-1.7'],
      ['عرض “سعر”.pdf', '%PDF-1.7'],
    ]
    for (const [name, content] of pages) {
      const answer = await fetch(await linkBy(w.owner.client, (await send(name, text(content))).id))
      expect(answer.status).toBe(200)
      expect(await answer.text()).toBe(content)
      const said = Object.fromEntries(answer.headers)
      expect(said['content-disposition']).toMatch(/^attachment; filename/)
      expect(said).toMatchObject({
        'content-security-policy': expect.stringMatching(/^default-src 'none'; .*sandbox$/),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-length': String(text(content).length),
      })
      expect(said['content-type']).not.toMatch(/html|svg|xml|script/)
      expect(said['x-evil']).toBeUndefined()
      expect(said['set-cookie']).toBeUndefined()
    }
  })

  it('is no way out of a folder (23)', async () => {
    for (const name of ['../../evil.pdf', '..\\..\\evil.pdf', '/etc/evil.pdf', 'C:\\evil.pdf']) {
      const { id, name: kept } = await send(name, text('%PDF-1.7'))
      expect(kept).toBe('evil.pdf')
      const answer = await fetch(await linkBy(w.owner.client, id))
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename=evil.pdf')
    }
  })

  it('is behind a link that nobody guesses, kept as a hash, ending after ten minutes', async () => {
    const { id } = await send('a.pdf', text('%PDF-1.7'))
    const url = await linkBy(w.owner.client, id)
    const token = url.split('/').at(-1)!
    expect(token).toMatch(/^1\.[\w-]{43}$/)
    const rows = await w.sql('select * from file_link')
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[1])
    expect(await status(url)).toBe(200)
    expect(await status(url)).toBe(200)
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-disposition')).toContain('attachment')
    const changed = `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`
    const other = await w.other()
    for (const wrong of [
      changed,
      url.replace('/1.', `/${other.workspaceId}.`),
      `${w.publicUrl}/-/file/${id}`,
    ])
      expect(await status(wrong)).toBe(404)
    w.clock.advance(10 * 60_000)
    expect(await status(url)).toBe(404)
    await w.tick('files.let_go')
    expect(await w.sql('select 1 from file_link where expires_at <= $1', [w.clock.now()])).toEqual([])
  })

  it('is asked for anew when its link is followed: suspended, out of reach, deleted, key ended', async () => {
    const { id } = await send('a.pdf', text('%PDF-1.7'))
    const rep = await w.member('sales_rep', { visibility: 'all' })
    const url = await linkBy(rep.client, id)
    expect(await status(url)).toBe(200)
    await members.update({ id: rep.id, visibility: 'own' })
    expect(await status(url)).toBe(404)
    await expect(rep.client.files.link({ id })).rejects.toMatchObject({ status: 404 })
    await expect(rep.client.files.list({ contactId })).rejects.toMatchObject({ status: 404 })
    await expect(rep.client.files.remove({ id })).rejects.toMatchObject({ status: 404 })
    await members.update({ id: rep.id, visibility: 'all' })
    expect(await status(url)).toBe(200)
    await w.sql('update api_key set revoked_at = $1 where member_id = $2', [w.clock.now(), rep.id])
    expect(await status(url)).toBe(404)
    await w.sql('update api_key set revoked_at = null where member_id = $1', [rep.id])
    await w.sql("update api_key set scopes = '{tasks.read}' where member_id = $1", [rep.id])
    expect(await status(url)).toBe(404)
    await w.sql("update api_key set scopes = '{contacts.read}' where member_id = $1", [rep.id])
    expect(await status(url)).toBe(200)
    await members.suspend({ id: rep.id })
    expect(await status(url)).toBe(404)
    const own = await linkBy(w.owner.client, id)
    const { operationId } = await contacts.remove({ ids: [contactId] })
    expect(await status(own)).toBe(404)
    await w.owner.client.audit.undo({ id: operationId! })
    expect(await status(own)).toBe(200)
    await files.remove({ id })
    expect(await status(own)).toBe(404)
  })

  it('ends in the middle when the right to it ends', async () => {
    const size = 24 * 1024 * 1024 // more than what lies between two sockets takes
    const { id } = await files.begin({ contactId, name: 'large.bin', sizeBytes: size })
    const step = 4 * 1024 * 1024
    for (let offset = 0; offset < size; offset += step)
      await files.part({ id, offset, part: new File([new Uint8Array(step).fill(7)], 'x') })
    await files.complete({ id })
    const rep = await w.member('sales_rep')
    const answer = await fetch(await linkBy(rep.client, id))
    const reader = answer.body!.getReader()
    await reader.read()
    await members.suspend({ id: rep.id })
    const rest = async () => {
      for (;;) if ((await reader.read()).done) return 'whole'
    }
    await expect(rest()).rejects.toThrow()
  })

  it('is nobody’s of another firm, by any endpoint', async () => {
    const { id } = await send('a.pdf', text('%PDF-1.7'))
    const { id: half } = await files.begin({ contactId, name: 'b.pdf', sizeBytes: 8 })
    const stranger = (await w.other()).client.files
    const part = new File(['%PDF-1.7'], 'x')
    const acts = [
      ...[() => stranger.list({ contactId }), () => stranger.begin({ contactId, name: 'x', sizeBytes: 1 })],
      ...[() => stranger.link({ id }), () => stranger.remove({ id })],
      ...[() => stranger.complete({ id }), () => stranger.complete({ id: half })],
      ...[() => stranger.part({ id: half, offset: 0, part }), () => stranger.cancel({ id: half })],
    ]
    for (const act of acts) await expect(act()).rejects.toMatchObject({ status: 404 })
    // Nor a colleague's who sees the same person: whoever begins a file ends it.
    const rep = (await w.member('sales_rep')).client.files
    await expect(rep.part({ id: half, offset: 0, part })).rejects.toMatchObject({ status: 404 })
    await expect(rep.complete({ id: half })).rejects.toMatchObject({ status: 404 })
  })
})

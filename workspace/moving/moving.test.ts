import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFirmFile } from '#platform/firm-file'
import { world } from '#platform/testing'
import { folderOf } from './store.ts'

const hourMs = 3_600_000

describe('all data of a firm', async () => {
  const w = await world()
  const { client } = w.owner
  const stranger = await w.other()
  const latest = async () => (await client.moving.list(undefined)).rows[0]!
  const get = (url: string, secret: string | null) =>
    fetch(url.replace('http://localhost:4000', w.adminUrl), {
      ...(secret && { headers: { authorization: `Bearer ${secret}` } }),
    })
  const files = (firm = w.workspaceId) =>
    readdir(folderOf(w.house.config.dataFolder, firm)).catch(() => [] as string[])

  it('is written in the background after an owner asked, once', async () => {
    await client.contacts.create({ name: 'Łukasz مرحبا', email: 'l@firm.example' })
    expect((await client.moving.list(undefined)).rows).toEqual([])
    const { id } = await client.moving.begin(undefined)
    expect(await latest()).toMatchObject({ id, state: 'waiting', askedBy: 'Olga Owner', rowsTotal: null })
    await expect(client.moving.begin(undefined)).rejects.toMatchObject({ data: { reason: 'export_runs' } })
    await expect(client.moving.link({ id })).rejects.toMatchObject({ data: { reason: 'no_file' } })
    const both = await Promise.allSettled([w.tick('firm exports'), w.tick('firm exports')])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    const it = await latest()
    expect(it).toMatchObject({ state: 'ready', problem: null })
    expect(it.rowsDone).toBe(it.rowsTotal)
    expect(it.rowsTotal).toBeGreaterThan(20)
    expect(it.bytes).toBeGreaterThan(1000)
    const opened = await openFirmFile(
      path.join(folderOf(w.house.config.dataFolder, w.workspaceId), `${id}.zip`),
    )
    const people: string[] = []
    for await (const line of opened.lines('contact')) people.push(line.toString())
    opened.close()
    expect(people).toHaveLength(1)
    expect(people[0]).toContain('Łukasz مرحبا')
    expect(opened.manifest.firm.name).toBe('Müller & Söhne GmbH')
    const everything = JSON.stringify(opened.manifest)
    expect(everything).not.toContain(w.house.secret)
    expect(opened.manifest.tables.map(({ name }) => name)).not.toContain('api_key')
  })

  it('is fetched by a link that holds for an hour, by who may have it alone, and the log knows', async () => {
    const { id } = await latest()
    const first = await client.moving.link({ id })
    const { url, until } = await client.moving.link({ id })
    expect(until.getTime() - w.clock.now().getTime()).toBe(hourMs)
    expect((await get(first.url, w.owner.secret)).status).toBe(404)
    const answer = await get(url, w.owner.secret)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="firm-2026-03-02\.zip"$/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect((await answer.arrayBuffer()).byteLength).toBe((await latest()).bytes)
    expect((await latest()).fetchedAt).not.toBeNull()
    const kinds = (await client.audit.list({})).rows.map(({ label }) => label)
    expect(kinds).toEqual(
      expect.arrayContaining([
        'Export of all data of the firm asked for',
        'Link to the exported firm made',
        'File with all data of the firm fetched',
      ]),
    )
    const seller = await w.member('sales_rep')
    const narrow = await w.member('owner', { visibility: 'own' })
    for (const [who, secret, status] of [
      ['nobody', null, 401],
      ['a seller', seller.secret, 403],
      ['an owner who sees a part', narrow.secret, 403],
      ['another firm', stranger.secret, 404],
    ] as const)
      expect((await get(url, secret)).status, who).toBe(status)
    await expect(narrow.client.moving.begin(undefined)).rejects.toMatchObject({
      data: { reason: 'sees_a_part' },
    })
    const [base, token] = [url.slice(0, url.lastIndexOf('/') + 1), url.split('.').at(-1)!]
    for (const wrong of [
      `${stranger.workspaceId}.${token}`,
      `1.${'x'.repeat(43)}`,
      '1.',
      '..%2f..%2fsecret',
      `1e0.${token}`,
    ])
      expect((await get(base + wrong, w.owner.secret)).status, wrong).toBe(404)
    w.clock.advance(hourMs + 1)
    expect((await get(url, w.owner.secret)).status).toBe(404)
  })

  it('gives way to the next one, and goes from the disk after three days', async () => {
    const old = await latest()
    const { id } = await client.moving.begin(undefined)
    expect(await files()).toEqual([])
    await w.tick('firm exports')
    expect((await client.moving.list(undefined)).rows.map(({ state }) => state)).toEqual(['ready', 'gone'])
    expect(old.id).not.toBe(id)
    const { url } = await client.moving.link({ id })
    w.clock.advance(3 * 24 * hourMs)
    await w.tick('firm-export files')
    expect((await latest()).state).toBe('gone')
    expect(await files()).toEqual([])
    expect((await get(url, w.owner.secret)).status).toBe(404)
  })

  it('is stopped or removed by hand, and when somebody was erased who stands in it', async () => {
    const { id } = await client.moving.begin(undefined)
    await client.moving.remove({ id })
    await w.tick('firm exports')
    expect((await latest()).state).toBe('gone')
    expect(await files()).toEqual([])
    await expect(client.moving.remove({ id })).rejects.toMatchObject({ data: { reason: 'no_export' } })
    await client.moving.begin(undefined)
    await w.tick('firm exports')
    expect(await files()).toHaveLength(1)
    const { rows } = await client.contacts.list({})
    await client.erasing.erase({ contactId: rows[0]!.id, cause: 'asked', name: rows[0]!.name })
    await w.tick('erasures')
    expect(await files()).toEqual([])
    expect((await latest()).state).toBe('gone')
  })

  it('begins anew where a process was killed, and is given up when that goes on', async () => {
    const { id } = await client.moving.begin(undefined)
    await w.sql(`update firm_export set state = 'writing', tries = 1, rows_done = 7 where id = $1`, [id])
    await mkdir(folderOf(w.house.config.dataFolder, w.workspaceId), { recursive: true })
    await writeFile(path.join(folderOf(w.house.config.dataFolder, w.workspaceId), `${id}.zip`), 'half')
    await w.tick('firm exports')
    expect(await latest()).toMatchObject({ id, state: 'ready' })
    const { id: next } = await client.moving.begin(undefined)
    await w.sql(`update firm_export set state = 'writing', tries = 3 where id = $1`, [next])
    await w.tick('firm exports')
    expect(await latest()).toMatchObject({
      id: next,
      state: 'failed',
      problem: expect.stringContaining('three times'),
    })
    await client.moving.begin(undefined)
  })

  it('of a firm that never came from a file there is nothing to confirm', async () => {
    expect(await client.moving.arrival(undefined)).toEqual({ arrival: null })
    await expect(client.moving.confirm(undefined)).rejects.toMatchObject({
      data: { reason: 'nothing_to_confirm' },
    })
  })
})

describe('a member who came in a file', async () => {
  const w = await world()

  it('goes on with what is theirs once they accept an invitation', async () => {
    const id = '01900000-0000-7000-8000-000000000001'
    await w.inside(async (db) => {
      await db
        .insertInto('member')
        .values({
          ...{ id, name: 'Sina Seller', email: 'sina@firm.example', role: 'sales_rep', visibility: 'all' },
          ...{ status: 'active', takes_leads: true, created_at: w.clock.now() },
        })
        .execute()
    })
    await w.owner.client.members.invite({ email: 'sina@firm.example', role: 'sales_rep', visibility: 'own' })
    const [letter] = await w.letters()
    const token = /token=([\w-]+)/.exec(letter!.text_body)![1]!
    await w.owner.client.members.accept({ token, name: 'Sina', password: 'a sentence to remember' })
    const rows = await w.sql<{ id: string; visibility: string; signs_in: boolean }>(
      `select id, visibility, user_id is not null as signs_in from member where email = 'sina@firm.example'`,
    )
    expect(rows).toEqual([{ id, visibility: 'own', signs_in: true }])
  })
})

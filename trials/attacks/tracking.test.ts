import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { browsing, origin, person } from '../website/browsing.ts'

/** The one address where strangers' browsers write without a form, as somebody else's browser, site or program uses it. */
describe('the collection of hits', async () => {
  const w = await world({ proxied: true })
  const t = await browsing(w)
  const stranger = await w.other()
  await stranger.client.tracking.save({ on: true, sites: ['stranger.example'] })
  const theirKey = /data-key="([^"]+)"/.exec((await stranger.client.tracking.get({})).snippet!)![1]!
  const page = (at = `${origin}/`) => JSON.stringify({ e: 'page', u: at, r: '', t: '' })
  let places = 0
  const post = (key: string, body: string, headers: Record<string, string> = {}, method = 'POST') =>
    fetch(`${w.publicUrl}/-/hit/${key}`, {
      method,
      headers: { origin, ...person(`198.51.100.${++places}`).headers, ...headers },
      ...(!['GET', 'HEAD', 'OPTIONS'].includes(method) && { body }),
    })
  const rows = async () => {
    const counts = ['journal_event', 'visitor', 'machine_hit', 'subject'].map((table) =>
      w.sql<{ n: number }>(`select count(*)::int as n from ${table}`),
    )
    return (await Promise.all(counts)).map(([row]) => row!.n)
  }

  it('takes no key that is made up, cut, of another firm, or of no firm', async () => {
    const before = await rows()
    const secret = t.key.split('.')[1]!
    for (const key of [
      `${stranger.workspaceId}.${secret}`,
      `1.${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`,
      `1.${'A'.repeat(22)}`,
      `4294967297.${secret}`,
      `999999999.${secret}`,
      `1.${secret.slice(0, 10)}`,
      '1',
      '1.%00',
      "1.' or 1=1",
    ])
      expect([key, (await post(encodeURIComponent(key), page())).status]).toEqual([key, 403])
    expect((await post(theirKey, page())).status).toBe(403)
    expect(await rows()).toEqual(before)
  })

  it('takes nothing from a site that is not listed, from none, or about a page that is elsewhere', async () => {
    const before = await rows()
    for (const from of ['https://evil.example', 'https://firm.example.evil.example', 'null', ''])
      expect([from, (await post(t.key, page(), { origin: from })).status]).toEqual([from, 403])
    expect((await post(t.key, page('https://evil.example/'))).status).toBe(400)
    expect(await rows()).toEqual(before)
  })

  it('lets the firm’s own sites read the answer, and no other, asked beforehand or not', async () => {
    const asked = (from: string) =>
      post(t.key, '', { origin: from, 'access-control-request-method': 'POST' }, 'OPTIONS')
    const ours = await asked(origin)
    expect([ours.status, ours.headers.get('access-control-allow-origin')]).toEqual([204, origin])
    expect(ours.headers.get('access-control-allow-credentials')).toBeNull()
    const theirs = await asked('https://evil.example')
    expect([theirs.status, theirs.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const answer = await post(t.key, page(), { 'content-type': 'application/json' })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, origin])
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it('reads no more than 8 kB, and nothing that is no hit', async () => {
    const before = await rows()
    expect((await post(t.key, page() + ' '.repeat(8192))).status).toBe(413)
    const large = JSON.stringify({ e: 'page', u: `${origin}/`, t: 'x'.repeat(9000) })
    expect((await post(t.key, large, { 'content-type': 'application/json' })).status).toBe(413)
    for (const body of ['', '{', '[]', 'null', '"x"', '{"e":"page"}', '{"e":"page","u":1}'])
      expect([body, (await post(t.key, body)).status]).toEqual([body, 400])
    const polluted = `{"e":"page","u":"${origin}/","__proto__":{"w":1}}`
    expect((await post(t.key, polluted, { 'content-type': 'application/json' })).status).toBe(400)
    expect((await post(t.key, page(), { 'content-type': 'application/xml' })).status).toBe(415)
    expect(await rows()).toEqual(before)
  })

  it('changes nothing by GET, HEAD, PUT or DELETE', async () => {
    const before = await rows()
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'])
      expect([method, (await post(t.key, page(), {}, method)).status]).toEqual([method, 404])
    for (const path of [`/-/pot/${t.key}`, '/-/baton.js', '/-/pot/1.x'])
      for (const method of ['GET', 'HEAD']) await fetch(w.publicUrl + path, { method })
    expect(await rows()).toEqual(before)
  })

  it('is not brought down by one hit that no database would take, among others', async () => {
    const before = await t.events('page.viewed')
    const poison = `{"e":"page","u":"${origin}/%00%ed%a0%80","r":"http://x.example/\\ud800","t":"a\\u0000b\\udfff"}`
    const all = await Promise.all([post(t.key, page()), post(t.key, poison), post(t.key, page())])
    expect(all.map((it) => it.status)).toEqual([204, 204, 204])
    expect(await t.events('page.viewed')).toHaveLength(before.length + 3)
  })

  it('can’t be used to write another kind of event, or values over its own', async () => {
    const visitor = person('198.51.100.200', {}, 'a'.repeat(32))
    await t.event(visitor, 'form.submitted', { site: 'evil.example', visit: 'x', human: true, asks: true })
    expect(await t.events('form.submitted')).toEqual([])
    expect(await t.events('website.form_submitted')).toMatchObject([{ data: { site: 'www.firm.example' } }])
    expect(await w.sql('select * from lead')).toEqual([])
  })

  it('keeps the browsers of two firms apart, whatever id they name', async () => {
    const id = 'b'.repeat(32)
    const theirs = JSON.stringify({ e: 'page', u: 'https://stranger.example/', r: '', t: '', i: id })
    await t.page(person('198.51.100.201', {}, id), '/')
    expect((await post(theirKey, theirs, { origin: 'https://stranger.example' })).status).toBe(204)
    const subjects = await w.sql<{ n: number }>(
      'select count(distinct subject_id)::int as n from visitor where key = $1',
      [`web:${id}`],
    )
    expect(subjects).toEqual([{ n: 2 }])
  })

  it('joins nobody by a token that is guessed, of another firm, or sent without an agreement', async () => {
    const { id } = await stranger.client.contacts.create({
      name: 'Their Person',
      email: 'p@stranger.example',
    })
    const { url } = await stranger.client.tracking.link({ id, url: 'https://stranger.example/' })
    const token = new URL(url).searchParams.get('baton')!
    const before = await w.sql('select * from identity order by id')
    await t.page(person('198.51.100.202', {}, 'c'.repeat(32)), '/', '', { l: token })
    await t.page(person('198.51.100.203', {}, 'c'.repeat(32)), '/', '', { l: 'A'.repeat(43) })
    await t.page(person('198.51.100.204'), '/', '', { l: token })
    expect(await w.sql('select * from identity order by id')).toEqual(before)
  })

  it('stops a flood from one place, and has stored what it answered for', async () => {
    const before = (await t.events('page.viewed')).length + (await machines())
    const from = person('198.51.100.250').headers
    const statuses: number[] = []
    const lane = async () => {
      for (let n = 0; n < 130; n++) statuses.push((await post(t.key, page(), from)).status)
    }
    await Promise.all(Array.from({ length: 10 }, lane))
    const taken = statuses.filter((status) => status === 204).length
    expect(taken).toBe(1200)
    expect(statuses.filter((status) => status === 429)).toHaveLength(100)
    expect((await t.events('page.viewed')).length + (await machines())).toBe(before + taken)
  })

  const machines = async () =>
    (await w.sql<{ n: number }>('select count(*)::int as n from machine_hit'))[0]!.n
})

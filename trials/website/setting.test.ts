import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { browsing, person } from './browsing.ts'

describe('the website', async () => {
  const w = await world({ proxied: true })
  const { tracking } = w.owner.client
  const t = await browsing(w)

  it('shows nothing to paste before a site is named, then two lines with a key of 128 bits', async () => {
    expect(t.before).toMatchObject({ on: false, sites: [], snippet: null })
    const { on, sites, snippet } = await tracking.get({})
    expect({ on, sites }).toEqual({ on: true, sites: ['firm.example'] })
    expect(snippet).toMatch(/data-key="1\.[\w-]{22}"/)
    await expect(tracking.save({ on: true, sites: [] })).rejects.toMatchObject({
      data: { reason: 'no_site' },
    })
    await expect(tracking.save({ on: true, sites: ['no site'] })).rejects.toMatchObject({
      data: { reason: 'no_site' },
    })
  })

  it('serves a script under 3 kB: for a year under its version, for an hour under another', async () => {
    const { snippet } = await tracking.get({})
    const src = /src="[^"]*(\/-\/baton\.js\?v=\w+)"/.exec(snippet!)![1]!
    const answer = await fetch(w.publicUrl + src)
    const text = await answer.text()
    expect(Buffer.byteLength(text)).toBeLessThan(3072)
    expect(text).not.toMatch(/\bimport\b|\bexport\b/)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const old = await fetch(`${w.publicUrl}/-/baton.js?v=older`)
    expect(old.headers.get('cache-control')).toBe('public, max-age=3600')
  })

  it('knows who comes without a cookie for one day, by a hash whose salt goes with the day', async () => {
    const visitor = person('192.0.2.1')
    await t.page(visitor, '/')
    await t.page(visitor, '/prices')
    await t.page(person('192.0.2.2'), '/')
    const subjects = async () => (await t.events('page.viewed')).map((it) => it.subject_id)
    const [one, same, other] = await subjects()
    expect(one).toBe(same)
    expect(other).not.toBe(one)
    expect(await t.events('visit.started')).toHaveLength(2)
    const [{ salt }] = (await w.sql<{ salt: string }>('select salt from day_salt')) as [{ salt: string }]
    w.clock.advance(24 * 3600_000)
    await t.page(visitor, '/')
    expect((await subjects()).at(-1)).not.toBe(one)
    const salts = await w.sql<{ salt: string }>('select salt from day_salt')
    expect(salts).toHaveLength(1)
    expect(salts[0]!.salt).not.toBe(salt)
    const kept = JSON.stringify([
      await w.sql('select * from journal_event'),
      await w.sql('select * from visitor'),
      await w.sql('select * from subject'),
    ])
    expect(kept).not.toMatch(/192\.0\.2|Firefox/)
  })

  it('keeps nothing of who asks not to be followed', async () => {
    const before = (await t.events('page.viewed')).length
    for (const headers of [{ dnt: '1' }, { 'sec-gpc': '1' }])
      expect((await t.page(person('192.0.2.3', headers), '/')).status).toBe(204)
    expect(await t.events('page.viewed')).toHaveLength(before)
  })

  it('says on the screen what came in during the last minutes, and lets go of what is kept for a time', async () => {
    w.clock.advance(20 * 60_000)
    await t.page(person('192.0.2.50', {}, 'a'.repeat(32)), '/')
    const { seen } = await tracking.get({})
    expect(seen).toEqual({
      sites: [{ site: 'www.firm.example', pages: 1, lastAt: w.clock.now() }],
      machines: 0,
    })
    await w.sql(
      `insert into visitor (workspace_id, key, subject_id, last_at, quick, burst_at, burst)
       select 1, 'day:' || n, v.subject_id, v.last_at, 0, v.burst_at, 0
       from generate_series(1, 5001) n, (select * from visitor where key like 'day:%' limit 1) v`,
    )
    w.clock.advance(31 * 24 * 3600_000)
    await w.tick('tracking.forget')
    expect(await w.sql('select * from machine_hit')).toEqual([])
    expect(await w.sql('select * from day_salt')).toEqual([])
    expect(await w.sql(`select * from visitor where key like 'day:%'`)).toEqual([])
    expect(await w.sql(`select * from visitor where key = 'web:${'a'.repeat(32)}'`)).toHaveLength(1)
    await t.page(person('192.0.2.50', {}, 'b'.repeat(32)), '/')
    w.clock.advance(380 * 24 * 3600_000)
    await w.tick('tracking.forget')
    expect(await w.sql('select key from visitor')).toEqual([{ key: `web:${'b'.repeat(32)}` }])
  })

  it('is quiet once it is switched off, and undo switches it on again', async () => {
    const { operationId } = await tracking.save({ on: false, sites: ['firm.example'] })
    const status = async () => (await t.page(person('192.0.2.60'), '/')).status
    await expect.poll(status, { timeout: 5000 }).toBe(403)
    await w.owner.client.audit.undo({ id: operationId! })
    await expect.poll(status, { timeout: 5000 }).toBe(204)
  })
})

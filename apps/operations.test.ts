import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { schemaProblem } from './commands/diagnosis.ts'
import { typeText } from './reference.ts'

describe('what an installation tells about itself', async () => {
  const w = await world({ proxied: true, secure: true })
  const get = (path: string, headers: Record<string, string> = {}) => fetch(w.adminUrl + path, { headers })

  it('misses a migration between others, and knows one that is not of this version', async () => {
    expect(await schemaProblem(w.database)).toBeNull()
    const [first] = await w.sql<{ name: string; hash: string; applied_at: Date }>(
      'delete from migration where name = (select min(name) from migration) returning *',
    )
    expect(await schemaProblem(w.database)).toBe(`it lacks the migration ${first!.name}; run: baton migrate`)
    await w.sql("insert into migration values ('2026_theirs', '', now())")
    expect(await schemaProblem(w.database)).toMatch(/^a newer Baton has migrated it \(to 2026_theirs\)/)
    await w.sql("delete from migration where name = '2026_theirs'")
    await w.sql('insert into migration values ($1, $2, $3)', [first!.name, first!.hash, first!.applied_at])
  })

  it('describes every endpoint as OpenAPI 3.1', async () => {
    const answer = await get('/api/openapi.json')
    expect(answer.headers.get('content-type')).toContain('application/json')
    const document = (await answer.json()) as {
      openapi: string
      servers: { url: string }[]
      paths: Record<string, Record<string, Record<string, unknown>>>
      webhooks: Record<string, { post: { requestBody: object } }>
    }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(document.servers).toEqual([{ url: `${w.house.config.adminUrl}/api` }])
    const all = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    expect(all.length).toBeGreaterThan(100)
    for (const it of all)
      expect(it).toMatchObject({ summary: expect.stringMatching(/^[A-Z]/), tags: [expect.any(String)] })
    expect(document.paths['/contacts/{id}']?.get).toMatchObject({
      operationId: 'contacts.get',
      'x-permission': 'contacts.read',
      responses: { default: { content: { 'application/problem+json': {} } } },
    })
    expect(document.paths['/contacts']?.post?.parameters).toMatchObject([{ name: 'Idempotency-Key' }])
    expect(document.paths['/invitations/by-token']?.get?.security).toEqual([])
    const { rows } = await w.owner.client.webhooks.events()
    expect(Object.keys(document.webhooks)).toEqual(rows.map(({ type }) => type))
    expect(document.webhooks['deal.won']!.post.requestBody).toMatchObject({
      content: {
        'application/json': {
          schema: { properties: { data: { properties: { ownerId: { format: 'uuid' }, changed: {} } } } },
        },
      },
    })
  })

  it('behind a proxy with certificates: secure cookies, links and origins by https alone', async () => {
    const { adminUrl: own, publicUrl: site } = w.house.config
    expect([own, site]).toEqual(['https://baton.firm.example', 'https://go.firm.example'])
    await w.owner.client.members.invite({ email: 'ben@firm.example', role: 'sales_rep' })
    const { text_body, html_body } = (await w.letters()).at(-1)!
    const token = new RegExp(`${own}/\\S*token=([\\w-]+)`).exec(text_body)![1]!
    expect(html_body).toContain(`${own}/`)
    expect(text_body + html_body).not.toContain('http://')
    const password = 'a sentence to remember'
    const post = (path: string, body: object, headers: Record<string, string>) =>
      fetch(w.adminUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https', ...headers },
        body: JSON.stringify(body),
      })
    const mine = { origin: own }
    expect(
      (
        await post(
          '/api/invitations/acceptance',
          { token, name: 'Ben', email: 'ben@firm.example', password },
          mine,
        )
      ).status,
    ).toBe(200)
    const signIn = (headers: Record<string, string>) =>
      post('/auth/sign-in/email', { email: 'ben@firm.example', password }, headers)
    const cookies = (await signIn(mine)).headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const it of cookies) expect(it).toMatch(/^__Secure-baton\..*; Secure/i)
    const cookie = cookies.map((it) => it.split(';')[0]).join('; ')
    const ask = async (origin: string) =>
      (
        await post(
          '/api/contacts',
          { name: 'Erika' },
          { cookie, origin, 'baton-workspace': String(w.workspaceId) },
        )
      ).status
    const strangers = [own.replace('https', 'http'), site, w.adminUrl]
    expect([await ask(own), ...(await Promise.all(strangers.map(ask)))]).toEqual([200, 403, 403, 403])
    const refused = await Promise.all(strangers.map((origin) => signIn({ origin, cookie })))
    expect(refused.map((it) => it.status)).toEqual([403, 403, 403])
  })

  it('says of a part of a former build that it is gone, with no page in its place', async () => {
    const answer = await get('/assets/part-of-a-former-build.js')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })

  it('has a reference to read, which needs nothing from elsewhere and no script', async () => {
    const answer = await get('/api/docs')
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    expect(html).toContain('<code>/api/contacts/{id}</code>')
    expect(html).toContain('Needs <code>contacts.read</code>')
    expect(html).toContain('<code>handover.sent_back</code>')
    expect(html).not.toMatch(/<script|\bsrc=|@import|url\(/)
    expect([...html.matchAll(/<link[^>]*href="([^"]*)"/g)].map((it) => it[1])).toEqual(['/baton.svg'])
  })

  it.each([
    [{ type: 'string', format: 'uuid' }, 'uuid'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'null' }] } }, '(integer | null)[]'],
    [
      { type: 'object', properties: { a: { type: 'string' }, b: {} }, required: ['a'] },
      '{\n  a: string\n  b?: any\n}',
    ],
    [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [name]: number }'],
    [{ type: 'integer', default: 50 }, 'integer = 50'],
  ])('reads %j as %s', (schema, text) => {
    expect(typeText(schema)).toBe(text)
  })

  it('counts requests, jobs, what the pump has before it, and connections', async () => {
    await get('/api/contacts', { authorization: `Bearer ${w.owner.secret}` })
    await w.owner.client.capture.add({ kind: 'call', name: 'Erika', phone: '0170 1', asks: true })
    await w.tick('notice letters')
    w.clock.advance(60_000)
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(
      /^baton_http_requests_total\{origin="admin",method="GET",route="\/api\/contacts",status="200"\} 1$/m,
    )
    expect(text).toMatch(/^baton_http_request_duration_seconds_bucket\{.*le="\+Inf"\} \d+$/m)
    expect(text).toMatch(/^baton_pump_waiting\{what="news"\} [1-9]/m)
    expect(Number(/^baton_pump_lag_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(60)
    expect(text).toMatch(/^baton_job_last_run_seconds\{job="notice letters"\} 60$/m)
    expect(text).toMatch(/^baton_pool_connections\{pool="tenant"\} [1-9]/m)
    await w.pump()
    expect(await (await get('/metrics')).text()).toMatch(/^baton_pump_waiting\{what="news"\} 0$/m)
  })

  it('shows the metrics to this machine, or to a key that may see the change log', async () => {
    const viewer = await w.member('viewer')
    const away = { 'x-forwarded-for': '198.51.100.7' }
    const bearer = (secret: string) => ({ ...away, authorization: `Bearer ${secret}` })
    expect((await get('/metrics')).status).toBe(200)
    expect((await get('/metrics', away)).status).toBe(401)
    expect((await get('/metrics', { 'x-real-ip': '127.0.0.1' })).status).toBe(401)
    expect((await get('/metrics', { origin: 'https://evil.example' })).status).toBe(401)
    expect((await get('/metrics', bearer('baton_wrong'))).status).toBe(401)
    expect((await get('/metrics', bearer(viewer.secret))).status).toBe(403)
    expect((await get('/metrics', bearer(w.owner.secret))).status).toBe(200)
    expect((await fetch(`${w.publicUrl}/metrics`)).status).toBe(404)
  })

  it('lives and is ready; without its database it lives and is not', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ ok: true })
    expect(await (await fetch(`${w.publicUrl}/healthz`)).json()).toEqual({ ok: true })
    expect(await (await get('/readyz')).json()).toMatchObject({ ok: true, schema: expect.any(String) })
    await w.database.close()
    expect((await get('/healthz')).status).toBe(200)
    const answer = await get('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'not_ready' })
  })
})

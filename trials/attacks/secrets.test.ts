import { existsSync, globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { tokenOf } from '#workspace/auth'
import { signedIn } from './browser.ts'

const built = path.resolve(import.meta.dirname, '../../dist/web')
const firm = { zone: 'Europe/Berlin', region: 'DE', locale: 'en', currency: 'EUR', workspaceName: 'Taken' }
const password = 'a sentence to remember'

/** What must stay inside (38): the installation's secret, keys, tokens, addresses; and the first account. */
describe('an installation without an account yet', async () => {
  const w = await world({ proxied: true })
  let places = 0
  const right = tokenOf(w.house.secret)
  const setUp = async (given: object) => {
    const answer = await fetch(`${w.adminUrl}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${++places}` },
      body: JSON.stringify({ name: 'Eve', email: 'eve@evil.example', password, ...firm, ...given }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const users = async () => (await w.sql<{ n: number }>('select count(*)::int as n from auth."user"'))[0]!.n

  // As after the first start: nobody who could sign in.
  await w.inside((db) =>
    db.updateTable('member').set({ user_id: null }).where('id', '=', w.owner.id).execute(),
  )

  it('tells that it waits for one, and never how to make it', async () => {
    for (const at of [
      '/api/setup',
      '/setup',
      '/',
      '/healthz',
      '/readyz',
      '/api/me',
      '/api/openapi.json',
      `/api/setup?token=${right.slice(0, 8)}`,
    ]) {
      const { headers, ...answer } = await fetch(w.adminUrl + at).then(async (it) => ({
        headers: [...it.headers].join(),
        text: await it.text(),
      }))
      expect([at, `${answer.text}${headers}`.includes(right)]).toEqual([at, false])
    }
  })

  it('is taken over by no other token, and each is answered alike', async () => {
    const wrong = [
      '',
      'x',
      right.slice(0, -1),
      `${right}x`,
      right.toLowerCase(),
      ` ${right}`,
      right.split('').toReversed().join(''),
      'x'.repeat(64),
      tokenOf(''),
    ]
    const answers = new Set<string>()
    for (const token of wrong.filter((it) => it !== right)) {
      const { status, text } = await setUp({ token })
      expect([token.length, [400, 403].includes(status)]).toEqual([token.length, true])
      if (status === 403) answers.add(text)
    }
    expect(answers.size).toBe(1)
    expect((await setUp({})).status).toBe(400)
    expect((await setUp({ token: [right] })).status).toBe(400)
    expect(await users()).toBe(0)
  })

  it('is had by one of two who come at once with the right one, and by nobody after', async () => {
    const answers = await Promise.all(
      ['one@firm.example', 'two@firm.example'].map((email) => setUp({ token: right, email })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await users()).toBe(1)
    expect((await setUp({ token: right })).status).toBe(409)
    expect(await users()).toBe(1)
    expect(await (await fetch(`${w.adminUrl}/api/setup`)).json()).toEqual({ needed: false })
  })

  it('is not had again when everybody in it was suspended', async () => {
    for (const { id } of await w.sql<{ id: number }>('select workspace_id as id from workspace'))
      await w.inside((db) => db.updateTable('member').set({ status: 'suspended' }).execute(), id)
    expect((await setUp({ token: right })).status).toBe(409)
    expect(await users()).toBe(1)
  })
})

describe('what is said to whoever asks', async () => {
  const lines: string[] = []
  const w = await world({ proxied: true, logTo: { write: (line) => void lines.push(line) } })
  const rep = await w.member('sales_rep')
  const who = await signedIn(w, 'known@firm.example', 'owner')
  const session = /session_token=([^;%.]+)/.exec(who.cookie)![1]!
  const [account] = await w.sql<{ password: string }>('select password from auth."account" limit 1')
  const secrets = [
    w.house.secret,
    w.owner.secret,
    rep.secret,
    session,
    account!.password,
    password,
    tokenOf(w.house.secret),
  ]
  const own = { authorization: `Bearer ${w.owner.secret}` }
  /** Everything that is open to the world, and what an owner is shown of keys, members and the log. */
  const open = ['/healthz', '/readyz', '/api/openapi.json', '/api/docs', '/api/setup', '/api/me', '/']
  const shown = [
    '/api/keys',
    '/api/webhooks',
    '/api/members',
    '/api/workspace',
    '/api/installation',
    '/api/operations',
    '/api/account',
    '/metrics',
  ]

  it('holds no secret: health, metrics, description, lists of keys and members, the change log, the request log', async () => {
    await w.owner.client.members.invite({ email: 'x@firm.example', role: 'viewer' })
    const key = (await (
      await who.post('/api/keys', { name: 'Shown once', scopes: ['contacts.read'] })
    ).json()) as {
      secret: string
    }
    expect(key.secret).toMatch(/^baton_/)
    const hook = await w.owner.client.webhooks.create({
      ...{ name: 'Shown once', url: 'https://program.example/', events: ['deal.won'] },
    })
    expect(hook.secret).toMatch(/^whsec_/)
    const made = await fetch(`${w.adminUrl}/api/account`, {
      headers: { cookie: who.cookie, 'baton-workspace': '1' },
    })
    expect(made.status).toBe(200)
    const texts = [await made.text()]
    for (const at of open) texts.push(await (await fetch(w.adminUrl + at)).text())
    for (const at of shown) texts.push(await (await fetch(w.adminUrl + at, { headers: own })).text())
    for (const { id: operation } of (await w.owner.client.audit.list({ limit: 200 })).rows)
      texts.push(JSON.stringify(await w.owner.client.audit.changes({ id: operation })))
    texts.push(await (await fetch(`${w.publicUrl}/healthz`)).text(), lines.join('\n'))
    for (const secret of [...secrets, key.secret, hook.secret.slice(6)])
      expect(texts.filter((text) => text.includes(secret))).toEqual([])
    const hashes = await w.sql<{ hash: string }>(
      'select secret_hash as hash from api_key union select token_hash from invitation',
    )
    for (const { hash } of hashes) expect(texts.filter((text) => hash && text.includes(hash))).toEqual([])
    expect(texts.join()).not.toMatch(/BATON_SECRET=|postgres(ql)?:\/\/|\/node_modules\/|baton-world-/)
  })

  it('is what it does, to a machine elsewhere, only with a key that may see the log', async () => {
    const from = { 'x-forwarded-for': '203.0.113.1' }
    const status = async (headers: Record<string, string>) => {
      const answer = await fetch(`${w.adminUrl}/metrics`, { headers: { ...from, ...headers } })
      await answer.text()
      return answer.status
    }
    expect(await status({})).toBe(401)
    expect(await status({ authorization: `Bearer ${rep.secret}` })).toBe(403)
    expect(await status(own)).toBe(200)
    const metrics = await (await fetch(`${w.adminUrl}/metrics`, { headers: own })).text()
    expect(metrics).not.toMatch(/@|[0-9a-f]{8}-[0-9a-f]{4}-|token=/)
  })

  it('of a fault is a number to ask by, nothing of the inside', async () => {
    await w.sql('alter table tag rename to tag_away')
    const answers = await Promise.all(
      ['/api/tags', '/api/contacts?tag=x'].map(async (at) => {
        const answer = await fetch(w.adminUrl + at, { headers: own })
        return { status: answer.status, text: await answer.text() }
      }),
    )
    await w.sql('alter table tag_away rename to tag')
    for (const { status, text } of answers) {
      expect(status).toBe(500)
      expect(text).not.toMatch(/relation|tag_away|select|\.ts|stack|pg_/i)
    }
  })
})

describe.skipIf(!existsSync(built))('the built app', () => {
  const files = () => globSync('**/*.{js,css,html,json,svg}', { cwd: built })

  it('comes without maps of its sources', () => {
    expect(files().length).toBeGreaterThan(20)
    expect(globSync('**/*.map', { cwd: built })).toEqual([])
  })

  it('holds nothing of the server: no statements, no settings, no library that only it needs', async () => {
    const inside =
      /sourceMappingURL|BATON_SECRET|BATON_DATA|DATABASE_URL|SMTP_URL|process\.env\.(?!NODE_ENV)|insert into [a-z_]+ \(|baton_app|set local role|createHmac|node:crypto|first run'/
    const found: string[] = []
    for (const file of files()) {
      const hit = inside.exec(await readFile(path.join(built, file), 'utf8'))
      if (hit) found.push(`${file}: ${hit[0]}`)
    }
    expect(found).toEqual([])
  })
})

import { connect } from 'node:net'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { world } from '#platform/testing'
import { serve } from '../../apps/serve.ts'
import { signedIn } from './browser.ts'
import { formPage } from './form-page.ts'

const evil = 'https://evil.example/x'
const dayMs = 86_400_000

describe('a link', async () => {
  const w = await world({ proxied: true })
  const { client } = w.owner
  const tokens: { kind: string; token: string }[] = []
  let asked = 0
  const from = () => ({ 'x-forwarded-for': `198.51.100.${++asked % 250}` })

  beforeAll(async () => {
    await client.members.update({ id: w.owner.id, takesLeads: false })
    await w.member('sales_rep', { name: evil })
    await signedIn(w, 'known@firm.example')
    const { id } = await client.forms.create({ name: 'News', intent: 'newsletter' })
    await client.forms.publish({ id })
    const page = await formPage(w, id)
    await page.send({ email: 'one@firm.example', consent: 'yes' })
    await page.again({ email: 'two@firm.example', consent: 'yes' })
    for (const n of [1, 2]) {
      await client.members.invite({ email: `new${n}@firm.example`, role: 'viewer', name: evil })
      await client.capture.add({
        kind: 'call',
        name: evil,
        phone: `030 90182${n}`,
        asks: true,
        words: `See ${evil}`,
      })
      await fetch(`${w.adminUrl}/auth/request-password-reset`, {
        method: 'POST',
        headers: { origin: w.house.config.adminUrl, 'content-type': 'application/json', ...from() },
        body: JSON.stringify({ email: 'known@firm.example', redirectTo: '/reset' }),
      })
    }
    await w.pump()
    await vi.waitFor(async () => expect((await w.letters()).some(({ kind }) => kind === 'reset')).toBe(true))
    await w.tick('notice letters')
    for (const { kind, text_body } of await w.letters())
      for (const [, token] of text_body.matchAll(/(?:token=|\/-\/\w+\/)([\w.-]+)/g))
        tokens.push({ kind, token: token! })
  })

  it('that lets somebody in can’t be guessed: 128 bits or more of chance, none twice, none kept as it is (8)', async () => {
    expect(new Set(tokens.map(({ kind }) => kind))).toEqual(
      new Set(['invitation', 'confirmation', 'notice.offered', 'reset']),
    )
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(tokens.length)
    for (const { kind, token } of tokens) {
      const secret = token.split('.').at(-1)!
      const alphabet = new Set(secret).size
      expect([kind, /^[\w-]+$/.test(secret), alphabet > 12]).toEqual([kind, true, true])
      // Letters, figures and two signs make 6 bits each; the library's own letters and figures a little less.
      expect([kind, Math.floor(secret.length * Math.log2(62)) >= 128]).toEqual([kind, true])
      const others = tokens.filter((it) => it.token !== token).map((it) => it.token.split('.').at(-1)!)
      expect(
        others.filter((it) => it.slice(0, 8) === secret.slice(0, 8) || it.slice(-8) === secret.slice(-8)),
      ).toEqual([])
    }
    const tables = await w.sql<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition`,
    )
    const kept: string[] = []
    for (const { name } of tables)
      for (const { kind, token } of tokens.filter((it) => it.kind !== 'reset')) {
        const [row] = await w.sql<{ n: number }>(
          `select count(*)::int as n from ${name} t where to_jsonb(t)::text like '%' || $1 || '%'`,
          [token.split('.').at(-1)],
        )
        // A letter has to carry it; nothing else does.
        if (row!.n > 0 && name !== 'public.letter') kept.push(`${kind} in ${name}`)
      }
    expect(kept).toEqual([])
  })

  it('that is nearly right is not known, and who tries many is told to wait (8)', async () => {
    const paths: Record<string, string> = { confirmation: 'confirm', 'notice.offered': 'answer' }
    for (const { kind, token } of tokens.filter((it) => it.kind in paths)) {
      const [firm, secret] = token.split('.') as [string, string]
      const near = [
        `${firm}.${secret.slice(1)}A`,
        `${Number(firm) + 1}.${secret}`,
        `${firm}.${secret.toLowerCase()}`,
        secret,
      ]
      for (const one of near)
        expect([
          one,
          (await fetch(`${w.publicUrl}/-/${paths[kind]}/${one}`, { headers: from() })).status,
        ]).toEqual([one, 404])
    }
    const statuses = new Set<number>()
    for (let n = 0; n < 70; n++)
      statuses.add(
        (
          await fetch(`${w.publicUrl}/-/confirm/1.${'A'.repeat(43)}`, {
            headers: { 'x-forwarded-for': '203.0.113.9' },
          })
        ).status,
      )
    expect([...statuses]).toEqual([404, 429])
  })

  it('in a mail leads to us alone, whatever a stranger or a request said (26)', async () => {
    const ours = [w.house.config.adminUrl, w.house.config.publicUrl]
    const letters = await w.letters()
    const links = letters.flatMap(({ html_body }) =>
      [...html_body.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, to]) => to!),
    )
    expect(links.length).toBeGreaterThan(6)
    expect(links.filter((to) => !ours.some((origin) => to.startsWith(`${origin}/`)))).toEqual([])
  })

  it('of the sign-in library leads nowhere else (26)', async () => {
    const at = encodeURIComponent(evil)
    const answers = [
      ...[
        'reset-password/x',
        'verify-email',
        'error',
        'callback/google',
        'sign-out',
        'ok',
        'delete-user/callback',
      ].map(
        (path) =>
          `/auth/${path}?token=x&callbackURL=${at}&redirectTo=${at}&errorCallbackURL=${at}&newUserCallbackURL=${at}`,
      ),
      ...['next', 'then', 'return', 'redirect', 'url'].flatMap((name) => [
        `/?${name}=${at}`,
        `/sign-in?${name}=${at}`,
      ]),
    ].map(async (path) => {
      const { status, headers } = await fetch(w.adminUrl + path, { redirect: 'manual', headers: from() })
      return [path, status, headers.get('location') ?? ''] as const
    })
    for (const [path, , location] of await Promise.all(answers))
      expect([path, location.includes('evil')]).toEqual([path, false])
    for (const body of [
      { callbackURL: evil },
      { redirectTo: evil },
      { callbackURL: '//evil.example' },
      { callbackURL: '/\\evil.example' },
    ]) {
      const answer = await fetch(`${w.adminUrl}/auth/sign-in/email`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: w.house.config.adminUrl, 'content-type': 'application/json', ...from() },
        body: JSON.stringify({ email: 'known@firm.example', password: 'a sentence to remember', ...body }),
      })
      expect(answer.headers.get('location') ?? '').not.toContain('evil')
      expect(await answer.text()).not.toContain('evil')
    }
  })

  it('after a form leads to its own thanks, and a download only to the web (26)', async () => {
    const { id } = await client.forms.create({ name: '//evil.example', intent: 'download' })
    const form = await client.forms.get({ id })
    const save = (downloadUrl: string) =>
      client.forms.save({
        id,
        name: '//evil.example',
        intent: 'download',
        productLineId: form.productLineId,
        definition: { ...form.definition, downloadUrl },
      })
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//evil.example'])
      await expect(save(url)).rejects.toMatchObject({ status: 400 })
    await save('https://firm.example/file.pdf')
    await client.forms.publish({ id })
    const page = await formPage(w, id)
    const answer = await page.send(
      { email: 'down@firm.example', name: 'D', next: evil, redirect: evil, '-page': evil, '-referrer': evil },
      { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    )
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/-/form/1/evil-example/thanks'])
  })

  it('that ends one kind of mail needs no sign-in, is not forged, acts once, and holds 90 days and a new secret (28)', async () => {
    const letters = (await w.letters()).filter(({ kind }) => kind === 'notice.offered')
    const [first, second] = letters.map(({ text_body }) => /\/-\/mute\/(\S+)/.exec(text_body)![1]!)
    const answer = /\/-\/answer\/([\w.-]+)/.exec(letters[0]!.text_body)![1]!
    const [{ id }] = (await w.sql<{ id: string }>(
      `select id from member where name = $1 and role = 'sales_rep'`,
      [evil],
    )) as [{ id: string }]
    const stopped = () => w.sql('select from notice_preference where member_id = $1 and not by_mail', [id])
    const post = async (token: string, path = 'mute') =>
      (await fetch(`${w.publicUrl}/-/${path}/${token}`, { method: 'POST', headers: from() })).status
    const [firm, secret] = first!.split('.') as [string, string]
    w.clock.advance(61 * dayMs)
    for (const forged of [
      `${firm}.${'A'.repeat(43)}`,
      `2.${secret}`,
      `${firm}.${secret.toLowerCase()}`,
      answer,
    ])
      expect([forged, await post(forged)]).toEqual([forged, 404])
    expect([404, 410, 422]).toContain(await post(first!, 'answer'))
    expect(await stopped()).toHaveLength(0)
    const anew = await serve({ ...w.house, secret: 'another secret, after the first was given away' })
    const done = await anew.public.inject({ method: 'POST', url: `/-/mute/${first}` })
    await anew.close()
    expect([done.statusCode, (await stopped()).length]).toEqual([200, 1])
    await w.inside((db) => db.deleteFrom('notice_preference').where('member_id', '=', id).execute())
    expect(await post(first!)).toBe(200)
    expect(await stopped()).toHaveLength(0)
    w.clock.advance(30 * dayMs)
    expect([await post(second!), (await stopped()).length]).toEqual([404, 0])
  })

  it('that is written so that a browser reads a host into it is no redirect (26)', async () => {
    for (const origin of [w.adminUrl, w.publicUrl])
      for (const path of [
        '//evil.example',
        '//evil.example/%2e%2e',
        '/\\evil.example/',
        '/%2f%2fevil.example/',
        '/%5cevil.example',
        '//evil.example/assets/..',
        '/assets',
      ])
        expect([path, await location(origin, path)]).toEqual([path, null])
  })

  it('to what somebody hears of shows by GET, acts once by POST, and stops everything at once (28)', async () => {
    const { id: contactId } = await client.contacts.create({ name: 'Chosen', email: 'chosen@firm.example' })
    const rep = await w.member('sales_rep', { name: 'Own', visibility: 'own' })
    await expect(rep.client.preferences.link({ contactId })).rejects.toMatchObject({
      data: { reason: 'no_contact' },
    })
    const { url, expiresAt } = await client.preferences.link({ contactId })
    const at = url.replace(/^https?:\/\/[^/]+/, w.publicUrl)
    expect(Math.round((expiresAt.getTime() - w.clock.now().getTime()) / dayMs)).toBe(180)
    const token = at.split('/').at(-1)!
    expect(token.split('.')[1]).toHaveLength(43)
    expect(await w.sql('select 1 from preference_link where token_hash = $1', [token])).toEqual([])
    const ledger = () =>
      w.sql<{ said: string }>(
        `select c.channel || ' ' || c.topic || ' ' || c.state as said from consent c join identity i on i.subject_id = c.subject_id
         where i.contact_id = $1 and c.proof ->> 'page' = 'choices' order by c.id`,
        [contactId],
      )
    const said = async () => (await ledger()).map((row) => row.said)
    const send = (to: string, values: [string, string][]) =>
      fetch(to, { method: 'POST', headers: from(), body: new URLSearchParams(values) })
    const shown = await fetch(at, { headers: from() })
    const html = await shown.text()
    expect([shown.status, html.includes('News by e-mail'), html.includes('checked')]).toEqual([
      200,
      true,
      false,
    ])
    expect(shown.headers.get('content-security-policy')).not.toContain('unsafe-eval')
    for (const method of ['HEAD', 'GET']) await fetch(`${at}?act=stop`, { method, headers: from() })
    expect(await said()).toEqual([])
    const yes: [string, string][] = [
      ['act', 'choose'],
      ['choice', 'email newsletter'],
      ['choice', 'sms whatever'],
    ]
    for (let n = 0; n < 3; n++) expect((await send(at, yes)).status).toBe(200)
    expect(await said()).toEqual(['email newsletter granted'])
    const { permissions } = await client.consent.get({ contactId })
    expect(permissions).toMatchObject([
      { state: 'granted', wording: 'News by e-mail from Müller & Söhne GmbH' },
    ])
    const basis = { basis: 'contract' as const, proof: 'Signed today' }
    const letter = { contactId, subject: 'Hello', text: 'Waiting to go', basis }
    await client.conversations.write(letter)
    for (let n = 0; n < 2; n++)
      expect(await (await send(at, [['act', 'stop']])).text()).toContain('You asked us to stop everything')
    expect((await said()).slice(1)).toEqual(['any * objected'])
    expect((await w.letters()).find(({ to_address }) => to_address === 'chosen@firm.example')?.state).toBe(
      'stopped',
    )
    expect(await (await fetch(at, { headers: from() })).text()).not.toContain('checked')
    await send(at, yes)
    expect((await said()).slice(2)).toEqual(['any * withdrawn', 'email newsletter granted'])
    const forged = `${at.slice(0, -1)}${at.endsWith('A') ? 'B' : 'A'}`
    for (const other of [forged, at.replace('/1.', '/2.'), `${at}x`])
      expect([
        (await fetch(other, { headers: from() })).status,
        (await send(other, [['act', 'stop']])).status,
      ]).toEqual([404, 404])
    const { url: another } = await client.preferences.link({ contactId })
    const later = another.replace(/^https?:\/\/[^/]+/, w.publicUrl)
    w.clock.advance(100 * dayMs)
    const { url: newest } = await client.preferences.link({ contactId })
    w.clock.advance(81 * dayMs)
    for (const old of [at, later])
      expect([old, (await fetch(old, { headers: from() })).status]).toEqual([old, 404])
    const fresh = newest.replace(/^https?:\/\/[^/]+/, w.publicUrl)
    expect((await fetch(fresh, { headers: from() })).status).toBe(200)
    await client.contacts.remove({ ids: [contactId] })
    expect((await send(fresh, [['act', 'stop']])).status).toBe(404)
  })
})

/** Where the answer to exactly these bytes leads; null when it leads nowhere. */
function location(origin: string, path: string): Promise<string | null> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`),
    )
    socket.setEncoding('utf8').on('error', reject)
    socket.on('data', (more: string) => {
      text += more
    })
    socket.on('close', () =>
      resolve(/^location: *(.*)$/im.exec(text.split('\r\n\r\n')[0]!)?.[1]?.trim() ?? null),
    )
  })
}

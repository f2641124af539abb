import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

type Line = Record<string, unknown>

/** What the page asks instead of a proof, worked out as a person does: “What is three plus 4?”. */
function answerTo(html: string): string {
  const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
  const question = /<label for="sum">([^<]*)/.exec(html)![1]!.toLowerCase()
  const found = question.match(/\d+|[a-z]+/g)!.flatMap((word) => {
    const n = /\d/.test(word) ? Number(word) : numbers.indexOf(word)
    return n < 0 ? [] : [n]
  })
  return String(found.reduce((sum, n) => sum + n, 0))
}

describe('the log of requests', async () => {
  const lines: string[] = []
  const w = await world({ logTo: { write: (line) => void lines.push(line) } })
  /** What was logged since; the line of an answer may come a moment after it. */
  const logged = async (run: () => Promise<unknown>): Promise<Line[]> => {
    const from = lines.length
    await run()
    for (let turn = 0; turn < 20 && lines.length === from; turn++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    return lines.slice(from).map((line) => JSON.parse(line) as Line)
  }
  const own = { authorization: `Bearer ${w.owner.secret}` }

  it('is one line a request: who answers, how, how fast; never the address', async () => {
    const one = await logged(() => fetch(`${w.adminUrl}/api/contacts?q=Geheimrat`, { headers: own }))
    expect(one).toEqual([
      expect.objectContaining({
        msg: 'request',
        origin: 'admin',
        method: 'GET',
        route: '/api/contacts',
        status: 200,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ms: expect.any(Number),
      }),
    ])
    const { id } = await w.owner.client.contacts.create({ name: 'Geheimrat' })
    let answer: Response | undefined
    const read = await logged(async () => {
      answer = await fetch(`${w.adminUrl}/api/contacts/${id}`, { headers: own })
    })
    expect(read).toMatchObject([
      { route: '/api/contacts/{id}', requestId: answer?.headers.get('x-request-id') },
    ])
    const rpc = await logged(() => w.owner.client.contacts.get({ id }))
    expect(rpc).toMatchObject([{ method: 'POST', route: '/rpc/contacts/get', status: 200 }])
    const missing = await logged(() => fetch(`${w.publicUrl}/no/such/place?of=Geheimrat`))
    expect(missing).toMatchObject([{ origin: 'public', route: 'none', status: 404 }])
    expect(lines.join('')).not.toContain('Geheimrat')
  })

  it('never shows what a public link carries', async () => {
    const secrets: string[] = []
    const visit = async (url: string, methods = ['GET', 'POST']) => {
      for (const method of methods) await (await fetch(url, { method, redirect: 'manual' })).text()
    }
    // Every link of every letter that the product writes: a confirmation, an invitation, a notice with its buttons, a reset.
    const { forms, capture, members } = w.owner.client
    await members.update({ id: w.owner.id, takesLeads: false })
    const anna = await w.member('sales_rep', { name: 'Anna' })
    await w.member('sales_rep', { name: 'Ben' })
    await members.invite({ email: 'new@firm.example', role: 'viewer' })
    const { id } = await forms.create({ name: 'News', intent: 'newsletter' })
    await forms.publish({ id })
    const form = (await forms.get({ id })).url.replace(/^https?:\/\/[^/]+/, w.publicUrl)
    const html = await (await fetch(form)).text()
    const ticket = /name="-ticket" value="([^"]*)"/.exec(html)![1]!
    w.clock.advance(10_000)
    await fetch(form, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        '-ticket': ticket,
        '-answer': answerTo(html),
        email: 'reader@firm.example',
        consent: 'yes',
      }),
    })
    await capture.add({ kind: 'call', name: 'Erika', phone: '0170 1', asks: true })
    await w.pump()
    await w.tick('notice letters')
    const letters = await w.letters()
    expect(letters.map((it) => it.kind)).toEqual(
      expect.arrayContaining(['invitation', 'confirmation', 'notice.offered']),
    )
    for (const { text_body } of letters)
      for (const [link] of text_body.matchAll(/https?:\/\/\S+/g)) {
        const { pathname, search, host } = new URL(link)
        secrets.push(...link.split(/[/=?&]/).filter((part) => /[\w-]{24,}/.test(part)))
        const origin = host === new URL(w.house.config.adminUrl).host ? w.adminUrl : w.publicUrl
        await visit(`${origin}${pathname}${search}`)
        await visit(`${origin}${pathname}%zz${search}`) // an address that can't be read
      }
    expect(secrets.length).toBeGreaterThanOrEqual(3)
    // And those that stand in addresses of ours.
    const others = ['first-run-token-123456789', 'reset-token-123456789', 'stream-token-123456789']
    await visit(`${w.adminUrl}/setup?token=${others[0]}`)
    await visit(`${w.adminUrl}/auth/reset-password/${others[1]}?callbackURL=%2Freset`)
    await visit(`${w.adminUrl}/stream?workspace=1&token=${others[2]}`)
    const invitation = secrets.at(0)!
    await fetch(`${w.adminUrl}/api/invitations/by-token?token=${invitation}`)
    await fetch(`${w.adminUrl}/api/invitations/acceptance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: invitation, name: 'New', password: 'correct horse battery' }),
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const text = lines.join('')
    for (const secret of [...secrets, ...others, w.owner.secret, anna.secret])
      expect(text).not.toContain(secret)
    expect(text).toContain('"route":"/-/confirm/:token"')
    expect(text).toContain('"route":"/-/answer/:token"')
  })

  it('can’t be forged by what somebody sends', async () => {
    const forged = '{"level":30,"msg":"forged"}'
    const { hostname, port } = new URL(w.publicUrl)
    const raw = async (bytes: string) => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined) // refused half-way is an answer too
      socket.end(Buffer.from(bytes, 'latin1'))
      socket.resume()
      await once(socket, 'close')
    }
    const head = (line: string) =>
      `GET /-/form/1/x HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${line}\r\n\r\n`
    await raw(head(`user-agent: \u001b[2J\u009b31m${forged}`))
    await raw(head(`x-forwarded-for: 1.1.1.1\n${forged}`))
    await raw(head(`x-request-id: ${forged}\u0085${forged}`))
    await raw(
      `GET /%0a${encodeURIComponent(forged)}%1b%5b2J?%0d%0a HTTP/1.1\r\nhost: \u009b\r\nconnection: close\r\n\r\n`,
    )
    await raw(`G\u001bT / HTTP/1.1\r\n\n${forged}\n\r\n\r\n`)
    await fetch(`${w.publicUrl}/-/form/1/x`, {
      method: 'POST',
      body: new URLSearchParams({ name: `\n${forged}\n`, '\u001b[31m': '\u2028' }),
    })
    await fetch(`${w.adminUrl}/api/contacts`, {
      method: 'POST',
      headers: { ...own, 'content-type': 'application/json', 'idempotency-key': 'key-of-\u009b-mine' },
      body: JSON.stringify({ name: `\u001b[2J\n${forged}` }),
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const line of lines) {
      expect(line.indexOf('\n')).toBe(line.length - 1)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(line).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/)
      expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' })
    }
  })
})

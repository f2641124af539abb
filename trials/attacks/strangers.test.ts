import { request } from 'node:http'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const password = 'a sentence to remember'

/** What somebody without an account tries at the door, and what their words do to those who read them. */
describe('a stranger', async () => {
  const w = await world()
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; body: string; cookies: number }>((resolve, reject) => {
      const asked = request(
        w.adminUrl + path,
        {
          method: 'POST',
          headers: { origin: w.house.config.adminUrl, 'content-type': 'application/json', ...headers },
        },
        (answer) => {
          let text = ''
          answer.setEncoding('utf8').on('data', (more: string) => {
            text += more
          })
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              body: text,
              cookies: answer.headers['set-cookie']?.length ?? 0,
            }),
          )
        },
      )
      asked.on('error', reject)
      asked.end(JSON.stringify(body))
    })
  const email = 'known@firm.example'
  await w.owner.client.members.invite({ email, role: 'sales_rep' })
  const token = /token=([\w-]+)/.exec((await w.letters()).at(-1)!.text_body)![1]!
  await post('/api/invitations/acceptance', { token, name: 'Anna', password })

  it('is told the same of a wrong password and of an address that nobody has (13)', async () => {
    const known = await post('/auth/sign-in/email', { email, password: 'not the sentence at all' })
    const unknown = await post('/auth/sign-in/email', {
      email: 'nobody@firm.example',
      password: 'not the sentence at all',
    })
    expect(known.status).toBe(401)
    expect(unknown).toEqual(known)
  })

  it('makes no account by the library’s own way in (9)', async () => {
    const answer = await post('/auth/sign-up/email', { email: 'me@evil.example', password, name: 'Me' })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await w.sql(`select id from auth."user" where email = 'me@evil.example'`)).toEqual([])
  })

  it('can’t turn the link of a reset letter to another host (10, 31)', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const before = (await w.letters()).length
    const known = await post('/auth/request-password-reset', { email, redirectTo: '/reset' }, headers)
    await expect.poll(async () => (await w.letters()).length).toBe(before + 1)
    const letter = (await w.letters()).at(-1)!
    expect(letter.text_body).toContain(`${w.house.config.adminUrl}/reset?token=`)
    expect(letter.text_body + letter.html_body).not.toContain('evil')
    const unknown = await post('/auth/request-password-reset', { email: 'nobody@firm.example' }, headers)
    expect(unknown).toEqual(known)
  })

  it('is not let off the limit by an invented X-Forwarded-For (11)', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 9; n++)
      statuses.push(
        (
          await post(
            '/auth/sign-in/email',
            { email, password: 'guess number one or so' },
            { 'x-forwarded-for': `203.0.113.${n}`, 'x-baton-client': `203.0.113.${n}` },
          )
        ).status,
      )
    expect(statuses).toContain(429)
  })

  it('writes no formula into the file that somebody opens in a spreadsheet (22)', async () => {
    for (const start of ['=', '+', '-', '@', '\t=', '＝', '＋', '－', '＠', "'=", "''＝"])
      await w.owner.client.contacts.create({
        ...{
          name: 'Formula',
          city: `${start}1+1`,
          jobTitle: `${start}HYPERLINK("https://evil.example";"x")`,
        },
      })
    const answer = await fetch(`${w.adminUrl}/api/contacts/export`, {
      headers: { authorization: `Bearer ${w.owner.secret}` },
    })
    const text = await answer.text()
    expect(text).toContain('HYPERLINK')
    const cells: string[] = parse(text, { bom: true }).flat()
    expect(cells.filter((cell) => cell.includes('HYPERLINK'))).toHaveLength(11)
    expect(cells.filter((cell) => /^[\s]*[=+\-@＝＋－＠]/.test(cell))).toEqual([])
  })

  it('is shown every page under a policy that runs no script of theirs (18, 19)', async () => {
    for (const url of [w.adminUrl, `${w.publicUrl}/-/form/nothing`]) {
      const { headers } = await fetch(url)
      const policy = headers.get('content-security-policy') ?? ''
      expect([url, policy]).toEqual([url, expect.stringContaining("default-src 'self'")])
      expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'|unsafe-eval/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

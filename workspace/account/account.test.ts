import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type World, world } from '#platform/testing'

const first = 'a sentence to remember'
let made = 0

/** A browser with a jar of cookies, in a place of its own so that the limits of one test are not another's. */
function browser(w: World, from = `198.51.100.${++made}`) {
  const jar = new Map<string, string>()
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(w.adminUrl + path, {
      method,
      headers: {
        origin: w.house.config.adminUrl,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'baton-workspace': '1',
        'x-forwarded-for': from,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split('=') as [string, string]
      if (value && !/max-age=0/i.test(cookie)) jar.set(name, value)
      else jar.delete(name)
    }
    const text = await answer.text()
    // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, looked at by the tests
    return { status: answer.status, body: (text ? JSON.parse(text) : null) as any }
  }
  return {
    jar,
    get: (path: string) => ask('GET', path),
    post: (path: string, body: object = {}) => ask('POST', path, body),
    patch: (path: string, body: object) => ask('PATCH', path, body),
    remove: (path: string) => ask('DELETE', path),
    signIn: (email: string, password = first) => ask('POST', '/auth/sign-in/email', { email, password }),
    isIn: async () => (await ask('GET', '/api/account')).status === 200,
  }
}

const lastLink = async (w: World) => /token=([\w-]+)/.exec((await w.letters()).at(-1)!.text_body)![1]!

/** Somebody who was invited and has joined, and the browser they did it in. */
async function joined(w: World, email: string) {
  await w.owner.client.members.invite({ email, role: 'sales_rep' })
  const it = browser(w)
  await it.post('/api/invitations/acceptance', { token: await lastLink(w), name: 'Anna', password: first })
  expect((await it.signIn(email)).status).toBe(200)
  return it
}

/** RFC 6238 over RFC 4226, written anew: what the app on a phone shows. */
function codeOf(uri: string, step = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...new URL(uri).searchParams.get('secret')!]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const number = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Turns the second factor on; gives the app's secret and the backup codes. */
async function enrol(it: ReturnType<typeof browser>) {
  const { body } = await it.post('/auth/two-factor/enable', { password: first })
  expect((await it.post('/auth/two-factor/verify-totp', { code: codeOf(body.totpURI) })).status).toBe(200)
  return body as { totpURI: string; backupCodes: string[] }
}

describe('one’s own account', async () => {
  const w = await world({ proxied: true })
  const guess = (at: string, from?: string) => browser(w, from).signIn(at, 'not the sentence at all')

  it('has a name, which colleagues see changed', async () => {
    const anna = await joined(w, 'name@firm.example')
    expect((await anna.patch('/api/account', { name: 'Anna Adler' })).status).toBe(200)
    expect((await anna.get('/api/account')).body).toMatchObject({ name: 'Anna Adler', twoFactor: false })
    expect((await w.owner.client.members.list()).rows).toContainEqual(
      expect.objectContaining({ email: 'name@firm.example', name: 'Anna Adler' }),
    )
    expect((await anna.patch('/api/account', { name: ' ' })).status).toBe(400)
  })

  it('is nobody’s who comes with a key', async () => {
    await expect(w.owner.client.account.get()).rejects.toMatchObject({
      data: { reason: 'no_account_by_keys' },
    })
    await expect(w.owner.client.account.endOtherSessions()).rejects.toMatchObject({ status: 403 })
  })

  it('changes its password only with the one until now, and signs out everywhere else', async () => {
    const email = 'password@firm.example'
    const here = await joined(w, email)
    const phone = browser(w)
    await phone.signIn(email)
    const change = (currentPassword: string, newPassword: string) =>
      here.post('/auth/change-password', { currentPassword, newPassword })
    expect((await change('not the password', 'another long sentence')).body.code).toBe('INVALID_PASSWORD')
    expect((await change(first, 'aaaaaaaaaaaaaaaa')).body.code).toBe('WEAK_PASSWORD')
    expect(await phone.isIn()).toBe(true)
    expect((await change(first, 'another long sentence')).status).toBe(200)
    expect([await here.isIn(), await phone.isIn()]).toEqual([true, false])
    expect((await phone.signIn(email)).status).toBe(401)
    expect((await phone.signIn(email, 'another long sentence')).status).toBe(200)
  })

  it('is never signed in under a session that was there before, and has none once signed out (11)', async () => {
    const email = 'fixed@firm.example'
    const mallory = await joined(w, 'mallory@firm.example')
    await (await joined(w, email)).post('/auth/sign-out')
    const [name, planted] = [...mallory.jar].find(([it]) => it.includes('session_token'))!
    for (const value of [planted, 'known-beforehand.signature']) {
      const anna = browser(w)
      anna.jar.set(name, value)
      expect((await anna.signIn(email)).status).toBe(200)
      const own = anna.jar.get(name)!
      expect(own).not.toBe(value)
      expect((await anna.get('/api/account')).body.email).toBe(email)
      await anna.post('/auth/sign-out')
      anna.jar.set(name, own)
      expect(await anna.isIn()).toBe(false)
    }
    expect((await mallory.get('/api/account')).body.email).toBe('mallory@firm.example')
  })

  it('bears ten wrong passwords in five minutes, from however many places; its own desk stays open (12)', async () => {
    const email = 'guessed@firm.example'
    const here = await joined(w, email)
    const guesses = async (at: string) => {
      const answers = await Promise.all(Array.from({ length: 11 }, () => guess(at)))
      return answers.sort((one, other) => one.status - other.status)
    }
    const known = await guesses(email)
    expect(known.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429])
    expect(known.at(-1)!.body.message).toContain('Wait five minutes')
    expect(await guesses('nobody@firm.example')).toEqual(known)
    expect((await browser(w).signIn(email.toUpperCase())).status).toBe(429)
    expect((await here.signIn(email)).status).toBe(200)
    expect((await guess('nobody@firm.example')).status).toBe(429)
    w.clock.advance(5 * 60_000)
    expect((await guess('nobody@firm.example')).status).toBe(401)
    // What is counted no longer is no longer kept.
    const kept = () => w.sql(`select from auth."rateLimit" where "key" like 'account:%'`)
    await w.tick('sign-in.forget')
    expect((await kept()).length).toBeGreaterThan(0)
    w.clock.advance(10 * 60_000 + 1)
    await w.tick('sign-in.forget')
    expect(await kept()).toEqual([])
  })

  it('knows a desk of IPv6 by its /64, and counts the guesses from one, or from one address, together', async () => {
    const email = 'six@firm.example'
    await joined(w, email)
    expect((await browser(w, '2001:db8:5::10').signIn(email)).status).toBe(200)
    for (let n = 0; n < 10; n++) expect((await guess(email)).status).toBe(401)
    expect((await browser(w, '2001:db8:6::10').signIn(email)).status).toBe(429)
    expect((await browser(w, '2001:DB8:5:0:a::1').signIn(email)).status).toBe(200)
    for (let n = 1; n <= 7; n++)
      for (const from of [`2001:db8:7::${n}`, `203.0.113.9:${n}`])
        expect((await guess(`${n}@six.example`, from)).status).toBe(n < 7 ? 401 : 429)
  })

  it('lists the browsers that are signed in and signs out one, then all others', async () => {
    const email = 'sessions@firm.example'
    const here = await joined(w, email)
    const [phone, tablet, old] = [browser(w), browser(w), browser(w)]
    for (const other of [phone, tablet, old]) await other.signIn(email)
    const { sessions } = (await phone.get('/api/account')).body
    expect(sessions).toHaveLength(4)
    const own = sessions.find((it: { isThis: boolean }) => it.isThis)
    expect(own.device).toBe('Firefox on Linux')
    expect((await here.remove(`/api/account/sessions/${own.id}`)).status).toBe(200)
    expect([await phone.isIn(), await tablet.isIn()]).toEqual([false, true])
    expect((await here.remove(`/api/account/sessions/${own.id}`)).status).toBe(404)
    expect((await here.remove('/api/account/sessions')).body).toEqual({ ended: 2 })
    expect([await here.isIn(), await tablet.isIn(), await old.isIn()]).toEqual([true, false, false])
    const stranger = await joined(w, 'stranger@firm.example')
    const [mine] = (await here.get('/api/account')).body.sessions
    expect((await stranger.remove(`/api/account/sessions/${mine.id}`)).status).toBe(404)
    expect(await here.isIn()).toBe(true)
  })
})

describe('the second factor', async () => {
  const w = await world({ proxied: true })

  it('asks for the password, then for a right code, and only then is on', async () => {
    const anna = await joined(w, 'enrol@firm.example')
    expect((await anna.post('/auth/two-factor/enable', { password: 'not the password' })).status).toBe(400)
    const { body } = await anna.post('/auth/two-factor/enable', { password: first })
    expect(body.backupCodes).toHaveLength(10)
    const wrong = String((Number(codeOf(body.totpURI)) + 1) % 1_000_000).padStart(6, '0')
    expect((await anna.post('/auth/two-factor/verify-totp', { code: wrong })).status).toBe(401)
    expect((await anna.get('/api/account')).body.twoFactor).toBe(false)
    const phone = browser(w)
    await phone.signIn('enrol@firm.example')
    expect((await anna.post('/auth/two-factor/verify-totp', { code: codeOf(body.totpURI) })).status).toBe(200)
    expect((await anna.get('/api/account')).body.twoFactor).toBe(true)
    expect(await phone.isIn()).toBe(false) // signed in without one
  })

  it('stands between the password and the firm; a code works once, and other browsers stay', async () => {
    const email = 'code@firm.example'
    const here = await joined(w, email)
    const { totpURI } = await enrol(here)
    const [phone, thief] = [browser(w), browser(w)]
    expect((await phone.signIn(email)).body.twoFactorRedirect).toBe(true)
    expect(await phone.isIn()).toBe(false)
    const code = codeOf(totpURI, 1)
    expect((await phone.post('/auth/two-factor/verify-totp', { code })).status).toBe(200)
    expect([await phone.isIn(), await here.isIn()]).toEqual([true, true])
    await thief.signIn(email)
    const again = await thief.post('/auth/two-factor/verify-totp', { code })
    expect({ status: again.status, code: again.body.code }).toEqual({ status: 401, code: 'INVALID_CODE' })
    expect([await thief.isIn(), await phone.isIn()]).toEqual([false, true])
  })

  it('lets a backup code in once, and new ones end the old', async () => {
    const email = 'backup@firm.example'
    const here = await joined(w, email)
    const { backupCodes } = await enrol(here)
    const use = async (code: string) => {
      const it = browser(w)
      await it.signIn(email)
      return (await it.post('/auth/two-factor/verify-backup-code', { code })).status
    }
    expect(await use(backupCodes[0]!)).toBe(200)
    expect(await use(backupCodes[0]!)).toBe(401)
    const { body } = await here.post('/auth/two-factor/generate-backup-codes', { password: first })
    expect(await use(backupCodes[1]!)).toBe(401)
    expect(await use(body.backupCodes[0])).toBe(200)
  })

  it('is guessed at only a few times, from one place or from many', async () => {
    const email = 'guess@firm.example'
    await enrol(await joined(w, email))
    const guesser = browser(w)
    await guesser.signIn(email)
    const answers: number[] = []
    for (let n = 0; n < 7; n++)
      answers.push((await guesser.post('/auth/two-factor/verify-totp', { code: `00000${n}` })).status)
    expect(answers.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
    expect(answers.slice(5)).toEqual([429, 429])
  })

  it('is turned off with the password', async () => {
    const email = 'off@firm.example'
    const here = await joined(w, email)
    await enrol(here)
    expect((await here.post('/auth/two-factor/disable', { password: 'not the password' })).status).toBe(400)
    expect((await here.post('/auth/two-factor/disable', { password: first })).status).toBe(200)
    const phone = browser(w)
    expect((await phone.signIn(email)).body.twoFactorRedirect).toBeUndefined()
    expect(await phone.isIn()).toBe(true)
  })
})

describe('a forgotten password', async () => {
  const w = await world({ proxied: true })
  const reset = (it: ReturnType<typeof browser>, token: string, newPassword: string) =>
    it.post('/auth/reset-password', { token, newPassword })

  it('is replaced by a letter that works once, and ends every session', async () => {
    const email = 'forgotten@firm.example'
    const here = await joined(w, email)
    const it = browser(w)
    const before = (await w.letters()).length
    const ask = (address: string) => it.post('/auth/request-password-reset', { email: address })
    const [known, unknown] = [await ask(email), await ask('nobody@firm.example')]
    expect(unknown).toEqual(known)
    await expect.poll(async () => (await w.letters()).length, { timeout: 10_000 }).toBe(before + 1)
    await w.tick('letters')
    expect((await w.letters()).at(-1)).toMatchObject({ to_address: email, state: 'kept', kind: 'reset' })
    const token = await lastLink(w)
    expect((await reset(it, token, 'aaaaaaaaaaaa')).body.code).toBe('WEAK_PASSWORD')
    expect((await reset(it, token, 'another long sentence')).status).toBe(200)
    expect((await reset(it, token, 'a third long sentence')).status).toBe(400)
    expect(await here.isIn()).toBe(false)
    expect((await it.signIn(email)).status).toBe(401)
    expect((await it.signIn(email, 'another long sentence')).status).toBe(200)
  })

  it('is asked for only a few times', async () => {
    const it = browser(w)
    const answers: number[] = []
    for (let n = 0; n < 6; n++)
      answers.push((await it.post('/auth/request-password-reset', { email: 'x@firm.example' })).status)
    expect(answers).toEqual([200, 200, 200, 200, 200, 429])
  })
})

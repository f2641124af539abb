import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { authenticate } from 'mailauth'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#platform/ports'
import { world } from '#platform/testing'
import { type NewLetter, queueLetter } from './letter.ts'

describe('the signature of letters', async () => {
  const w = await world()
  const { mailAccount } = w.owner.client
  const received: Buffer[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        received.push(Buffer.concat(parts))
        done()
      })
    },
  })
  let smtpUrl = ''
  let record = { name: '', value: '' }
  beforeAll(async () => {
    server.listen(await freePort(), '127.0.0.1')
    await once(server.server, 'listening')
    smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
    await mailAccount.save({ senderAddress: 'sales@firm.example', inboundAddress: null, imap: null })
    await mailAccount.makeKey()
    record = (await mailAccount.get()).dkim!
  })
  afterAll(() => new Promise<void>((done) => server.close(done)))

  let number = 0
  const send = async (letter: Partial<NewLetter>) => {
    await w.inside((db) =>
      queueLetter(
        db,
        {
          ...{ effectKey: `test:${number++}`, kind: 'test', to: 'anna@buyer.example', subject: 'Grüße' },
          ...{ text: 'Words', html: '<p>Words</p>', ...letter },
        },
        w.clock.now(),
      ),
    )
    await w.tick('letters', { smtpUrl })
    return received.at(-1)!
  }
  /** What a receiving server finds, asking a DNS that holds our record and nothing else. */
  const verdict = async (raw: Buffer) => {
    const { dkim } = await authenticate(raw, {
      ...{ ip: '192.0.2.1', helo: 'mx.firm.example', sender: 'sales@firm.example', mta: 'mx.buyer.example' },
      ...{ disableArc: true, disableDmarc: true, disableBimi: true },
      resolver: async (name) => {
        if (name === record.name) return [[record.value]]
        throw Object.assign(new Error('no record'), { code: 'ENOTFOUND' })
      },
    })
    return dkim.results[0]
  }

  it('is missing until the record was found', async () => {
    expect((await verdict(await send({})))?.status.result).toBe('none')
    await w.sql(
      'update mail_account_state s set dkim_since = $1, dkim_key = m.dkim_public from mail_account m',
      [w.clock.now()],
    )
  })

  it('holds before an independent verifier, and covers both headers of one-click unsubscribing', async () => {
    const raw = await send({ unsubscribeUrl: 'https://go.firm.example/-/mute/abc' })
    const found = await verdict(raw)
    expect([found?.status.result, found?.signingDomain, found?.status.aligned]).toEqual([
      'pass',
      'firm.example',
      'firm.example',
    ])
    const covered = found!.signingHeaders!.keys.toLowerCase().split(/:\s*/)
    for (const name of [
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
    ])
      expect(covered).toContain(name)
    const text = raw.toString()
    expect(text).toContain('List-Unsubscribe: <https://go.firm.example/-/mute/abc>')
    expect(text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  })

  it.each([
    ['the unsubscribe address', 'https://go.firm.example/-/mute/abc', 'https://evil.example/-/mute/abc'],
    ['the one-click word', 'List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Click'],
    ['the words', 'Words', 'Sword'],
    ['the sender', 'sales@firm.example>\r\nTo', 'boss@firm.example>\r\nTo'],
  ])('breaks when somebody changes %s', async (_name, from, to) => {
    const raw = await send({ unsubscribeUrl: 'https://go.firm.example/-/mute/abc' })
    const changed = Buffer.from(raw.toString().replace(from, to))
    if (changed.equals(raw)) throw new Error(`${from} is not in the mail`)
    expect((await verdict(changed))?.status.result).not.toBe('pass')
  })

  it('is on notices, whose mails end by one request without signing in', async () => {
    await w.inside(async (db) => {
      await db
        .insertInto('notice')
        .values({
          id: w.owner.id,
          member_id: w.owner.id,
          kind: 'offered',
          title: 'A lead',
          body: '',
          link: '/',
          created_at: w.clock.now(),
        })
        .execute()
      await db
        .insertInto('notice_mail')
        .values({
          id: w.owner.id,
          notice_id: w.owner.id,
          member_id: w.owner.id,
          content: JSON.stringify({ text: 'x' }),
          at: w.clock.now(),
        })
        .execute()
    })
    await w.tick('notice letters')
    await w.tick('letters', { smtpUrl })
    const raw = received.at(-1)!
    expect((await verdict(raw))?.status.result).toBe('pass')
    const url = new URL(/List-Unsubscribe:\s*<([^>]+)>/i.exec(raw.toString().replaceAll(/\r\n\s+/g, ''))![1]!)
    const answer = await fetch(`${w.publicUrl}${url.pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('No more mails of this kind')
  })
})

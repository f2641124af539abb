import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '#platform/ports'
import { world } from '#platform/testing'
import { sendLetters } from './drain.ts'
import { type NewLetter, queueLetter } from './letter.ts'

type Received = { from: string; to: string[]; raw: string }

/** A mail server that keeps what it is given, and refuses one address for good and another for now. */
function sink() {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = address.startsWith('gone') ? 550 : address.startsWith('busy') ? 451 : 0
      done(responseCode ? Object.assign(new Error('Not here'), { responseCode }) : undefined)
    },
    onData: (stream, { envelope }, done) => {
      let raw = ''
      stream.setEncoding('utf8').on('data', (text: string) => {
        raw += text
      })
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((it) => it.address), raw })
        done()
      })
    },
  })
  return { received, server }
}

describe('letters by a mail server', async () => {
  const w = await world()
  const { received, server } = sink()
  server.listen(await freePort(), '127.0.0.1')
  await once(server.server, 'listening')
  const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  afterAll(() => new Promise<void>((done) => server.close(done)))

  let number = 0
  const write = (letter: Partial<NewLetter>) =>
    w.inside((db) =>
      queueLetter(
        db,
        {
          ...{ effectKey: `test:${number++}`, kind: 'test', to: 'anna@firm.example', subject: 'Hello' },
          ...{ text: 'Words', html: '<p>Words</p>', ...letter },
        },
        w.clock.now(),
      ),
    )
  const send = () =>
    sendLetters.run({
      ...{ database: w.database, clock: w.clock, smtpUrl, mailFrom: 'Baton <baton@firm.example>' },
      ...{ secret: w.house.secret, trustedHosts: [] },
      ...{ adminUrl: w.adminUrl, publicUrl: w.publicUrl, dataFolder: '/', registry: {} as never },
      ...{ signal: new AbortController().signal, log: { info: () => {}, error: () => {} } },
    })
  const states = async () =>
    (await w.sql<{ state: string }>('select state from letter order by id')).map(({ state }) => state)

  it('let no name, subject or text begin a header, another recipient or another letter (21)', async () => {
    await write({
      toName: 'Anna\r\nBcc: victim@evil.example\r\n\r\nOwned',
      subject: 'Hello\r\nBcc: victim@evil.example\nX-Evil: 1',
      text: 'One\r\n.\r\nMAIL FROM:<evil@evil.example>\r\nRCPT TO:<victim@evil.example>\r\nDATA\r\nTwo\n.\nThree',
    })
    await send()
    expect(received).toHaveLength(1)
    const [{ from, to, raw }] = received as [Received]
    expect([from, to]).toEqual(['baton@firm.example', ['anna@firm.example']])
    const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
    const names = head.split('\r\n').map((line) => line.split(':')[0]!.toLowerCase())
    expect(names.filter((name) => ['bcc', 'cc', 'x-evil'].includes(name))).toEqual([])
    expect(names.filter((name) => name === 'to' || name === 'subject' || name === 'message-id')).toHaveLength(
      3,
    )
    expect(raw).toContain('MAIL FROM:<evil@evil.example>')
    expect(raw).toContain('Three')
    expect(await states()).toEqual(['accepted'])
  })

  it('reach one address each, whatever is written as one', async () => {
    await write({ to: 'a@firm.example, victim@evil.example' })
    await write({ to: '<b@firm.example>\r\nRCPT TO:<victim@evil.example>' })
    await send()
    expect(received.flatMap(({ to }) => to)).not.toContain('victim@evil.example')
  })

  it('end when the address is refused for good, wait when it is refused for now, and are never sent twice', async () => {
    const before = received.length
    const [gone, busy, fine] = [
      await write({ to: 'gone@firm.example' }),
      await write({ to: 'busy@firm.example' }),
      await write({ to: 'fine@firm.example', effectKey: 'once' }),
    ]
    expect(await write({ to: 'fine@firm.example', effectKey: 'once' })).toBeNull()
    await send()
    await send()
    const rows = await w.sql<{ id: string; state: string }>('select id, state from letter')
    const state = (id: string | null) => rows.find((row) => row.id === id)?.state
    expect([state(gone), state(busy), state(fine)]).toEqual(['rejected', 'queued', 'accepted'])
    expect(received.length - before).toBe(1)
  })
})

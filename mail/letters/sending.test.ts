import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, it } from 'vitest'
import { stopAddress } from '#mail/stops'
import { freePort } from '#platform/ports'
import { world } from '#platform/testing'
import { sendLetters } from './drain.ts'
import { type NewLetter, queueLetter } from './letter.ts'
import { openCarrier, sendOne } from './sending.ts'
import { letterBounced } from './telling.ts'

type Connection = { session: { id: string }; _socket: Socket }
type Received = { from: string; to: string[]; raw: string }

const personal = { from: { name: 'Olga Owner' } }

/** A mail server that keeps what it is given, and refuses one address for good and another for now. */
function sink() {
  const received: Received[] = []
  /** What happens elsewhere while it takes a letter. */
  const elsewhere = { run: async () => {} }
  /** Breaks the connection off, as a network does. */
  const cut = (id: string) => {
    for (const it of server.connections) if (it.session.id === id) it._socket.destroy()
  }
  const server: SMTPServer & { connections: Set<Connection> } = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, session, done) => {
      if (address.startsWith('early')) cut(session.id)
      const responseCode = address.startsWith('gone') ? 550 : address.startsWith('busy') ? 451 : 0
      done(responseCode ? Object.assign(new Error('Not here'), { responseCode }) : undefined)
    },
    onData: (stream, { envelope, id }, done) => {
      let raw = ''
      stream.setEncoding('utf8').on('data', (text: string) => {
        raw += text
      })
      stream.on('end', async () => {
        await elsewhere.run()
        if (envelope.rcptTo.some((it) => it.address.startsWith('late'))) cut(id)
        const { mailFrom, rcptTo } = envelope
        received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((it) => it.address), raw })
        const isFull = rcptTo.some((it) => it.address.startsWith('full'))
        done(isFull ? Object.assign(new Error('No room'), { responseCode: 452 }) : undefined)
      })
    },
  })
  return { received, elsewhere, server }
}

describe('letters by a mail server', async () => {
  const w = await world()
  const { received, elsewhere, server } = sink()
  server.listen(await freePort(), '127.0.0.1')
  await once(server.server, 'listening')
  const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  afterAll(() => new Promise<void>((done) => server.close(done)))

  let number = 0
  const write = (letter: Partial<NewLetter>, workspaceId = w.workspaceId) =>
    w.inside(
      (db) =>
        queueLetter(
          db,
          {
            ...{ effectKey: `test:${number++}`, kind: 'test', to: 'anna@firm.example', subject: 'Hello' },
            ...{ text: 'Words', html: '<p>Words</p>', ...letter },
          },
          w.clock.now(),
        ),
      workspaceId,
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

  const stateOf = async (id: string | null) =>
    (await w.sql<{ state: string }>('select state from letter where id = $1', [id]))[0]!.state

  it('that a person wrote are not sent again by themselves once they may have left, but those of the house are', async () => {
    const [early, late, ours] = [
      await write({ to: 'early@firm.example', ...personal }),
      await write({ to: 'late@firm.example', ...personal }),
      await write({ to: 'late-house@firm.example' }),
    ]
    await send()
    expect([await stateOf(early), await stateOf(late), await stateOf(ours)]).toEqual([
      'queued',
      'unknown',
      'queued',
    ])
    await w.sql(`update letter set state = 'stopped' where id = $1`, [ours])
    const before = received.length
    w.clock.advance(24 * 3600_000)
    await send()
    expect(received.slice(before)).toEqual([])
    await w.sql(`update letter set to_address = 'now@firm.example' where id = $1`, [late])
    expect(await w.owner.client.letters.release({ ids: [late!] })).toMatchObject({ released: 1 })
    await send()
    expect(await stateOf(late)).toBe('accepted')
    await w.sql(`update letter set state = 'stopped' where id = $1`, [early])
  })

  it('of a process that was killed go out within a minute, but for what a person wrote and it had begun', async () => {
    const [begun, taken, ours] = [
      await write({ to: 'begun@firm.example', ...personal }),
      await write({ to: 'taken@firm.example' }),
      await write({ to: 'ours@firm.example' }),
    ]
    const lease = new Date(w.clock.now().getTime() + 60_000)
    await w.sql('update letter set lease_until = $1 where id = any($2)', [lease, [begun, taken, ours]])
    await w.sql(`update letter set state = 'sending', attempts = 1 where id = any($1)`, [[begun, ours]])
    await send()
    expect([await stateOf(begun), await stateOf(taken), await stateOf(ours)]).toEqual([
      'sending',
      'queued',
      'sending',
    ])
    w.clock.advance(60_000)
    await send()
    expect([await stateOf(begun), await stateOf(taken), await stateOf(ours)]).toEqual([
      'unknown',
      'accepted',
      'accepted',
    ])
    expect(received.flatMap(({ to }) => to)).not.toContain('begun@firm.example')
  })

  it('that come back before it was heard that they left have come back', async () => {
    const quick = await write({ to: 'quick@firm.example', ...personal })
    const broken = await write({ to: 'late-bounce@firm.example' })
    const unsent = await write({ to: 'unsent@firm.example', waitMs: 3600_000 })
    const comesBack = (id: string | null) =>
      w.inside((db) => letterBounced(db, id!, { reply: '5.1.1', now: w.clock.now() }))
    elsewhere.run = async () => void (await comesBack(quick))
    await send()
    elsewhere.run = async () => {}
    expect([await stateOf(quick), await stateOf(broken)]).toEqual(['bounced', 'queued'])
    expect([await comesBack(broken), await comesBack(unsent)]).toEqual([true, false])
    expect(await stateOf(broken)).toBe('bounced')
    const [{ n }] = (await w.sql<{ n: number }>(
      `select count(*)::int as n from letter where state = 'bounced' and (finished_at is null or lease_until is not null)`,
    )) as [{ n: number }]
    expect(n).toBe(0)
    await w.sql(`update letter set state = 'stopped' where id = $1`, [unsent])
  })

  it('that another process tried in vain meanwhile wait as it said', async () => {
    await write({ to: 'first@firm.example', priority: 0 })
    const put = await write({ to: 'put-off@firm.example' })
    const later = new Date(w.clock.now().getTime() + 3600_000)
    elsewhere.run = async () =>
      void (await w.sql('update letter set not_before = $1 where id = $2', [later, put]))
    await send()
    elsewhere.run = async () => {}
    expect(await stateOf(put)).toBe('queued')
    w.clock.set(later)
    await send()
    expect(await stateOf(put)).toBe('accepted')
  })

  it('are judged by each try for itself: what the try before handed over says nothing of the next', async () => {
    const carrier = openCarrier(smtpUrl)
    const letter = {
      ...{ to_name: null, subject: 'x', text_body: 'x', html_body: 'x', message_id: '<x@firm.example>' },
      ...{ from_name: 'Olga', reply_to: null, thread: null, personal: true, unsubscribe_url: null },
      ...{ bounce_token: null, attempts: 1, expires_at: new Date(w.clock.now().getTime() + 3600_000) },
    }
    const how = { sender: undefined, mailFrom: 'baton@firm.example', now: w.clock.now() }
    for (const to of ['full', 'early', 'late'])
      expect([
        to,
        (await sendOne(carrier, { ...letter, to_address: `${to}@firm.example` }, how)).state,
      ]).toEqual([to, to === 'late' ? 'unknown' : 'queued'])
    carrier.close()
  })

  it('do not leave when they are too old, or go to a person whose address came back', async () => {
    const old = await write({ to: 'old@firm.example', expiresInMs: 1000 })
    const [gone, member] = [
      await write({ to: 'came-back@buyer.example', subjectId: crypto.randomUUID() }),
      await write({ to: 'came-back@buyer.example', memberId: w.owner.id }),
    ]
    await w.inside((db) =>
      stopAddress(
        db,
        {
          secret: w.house.secret,
          address: 'came-back@buyer.example',
          cause: '5.1.1 <Came-Back@buyer.example> unknown',
        },
        w.clock.now(),
      ),
    )
    expect(JSON.stringify(await w.sql('select cause from stop'))).not.toMatch(/came-back/i)
    w.clock.advance(2000)
    await send()
    expect([await stateOf(old), await stateOf(gone), await stateOf(member)]).toEqual([
      'expired',
      'rejected',
      'accepted',
    ])
  })

  it('of one firm do not wait for the many of another, the urgent ones first (33)', async () => {
    const other = await w.other()
    for (let n = 0; n < 60; n++) await write({ to: `many${n}@firm.example` })
    await write({ to: 'urgent@firm.example', priority: 0 })
    await write({ to: 'one@other.example' }, other.workspaceId)
    received.length = 0
    await send()
    expect(received).toHaveLength(62)
    expect(received.slice(0, 2).map(({ to }) => to[0])).toEqual(['urgent@firm.example', 'one@other.example'])
  })
})

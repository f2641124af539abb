import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#platform/ports'
import { world } from '#platform/testing'

describe('writing to a person', async () => {
  const w = await world()
  const { conversations, contacts, deals, consent, capture, handovers, timeline, talks } = w.owner.client
  const received: { from: string; mail: ParsedMail }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith('gone')
          ? Object.assign(new Error('5.1.1 Not here'), { responseCode: 550 })
          : undefined,
      ),
    onData: (stream, { envelope }, done) => {
      simpleParser(stream).then((mail) => {
        received.push({ from: envelope.mailFrom ? envelope.mailFrom.address : '', mail })
        done()
      }, done)
    },
  })
  let smtpUrl = ''
  beforeAll(async () => {
    server.listen(await freePort(), '127.0.0.1')
    await once(server.server, 'listening')
    smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise<void>((done) => server.close(done)))
  const send = async () => {
    await w.tick('letters', { smtpUrl })
    await w.tick('letters told')
  }
  const askedFor = async (contactId: string) =>
    consent.add({
      contactId,
      channel: 'email',
      basis: 'request',
      topic: 'request',
      state: 'granted',
      proof: 'By phone',
    })
  const inbound = async (address: string) =>
    w.inside((db) =>
      db
        .insertInto('mail_account')
        .values({
          id: w.owner.id,
          inbound_address: address,
          sender_address: 'sales@firm.example',
          changed_at: w.clock.now(),
        })
        .execute(),
    )

  it('says beforehand whether one may, and refuses where one may not', async () => {
    const { id: contactId } = await contacts.create({ name: 'Anna', email: 'anna@buyer.example' })
    const words = { contactId, subject: 'Hello', text: 'Words' }
    expect((await conversations.before({ contactId })).mayWrite).toMatchObject({
      may: 'ask',
      code: 'no_basis',
    })
    await expect(conversations.write(words)).rejects.toMatchObject({ data: { reason: 'no_basis' } })
    const proof = 'Met at the fair, gave me her card to write about seats'
    await conversations.write({ ...words, basis: { basis: 'request', proof } })
    const { permissions } = await consent.get({ contactId })
    expect(permissions).toMatchObject([{ basis: 'request', topic: 'request', state: 'granted' }])
    expect((await conversations.before({ contactId })).mayWrite.code).toBe('asked')
    await consent.add({ contactId, channel: 'email', state: 'objected', proof: 'Wrote: no more' })
    await expect(conversations.write(words)).rejects.toMatchObject({ data: { reason: 'objected' } })
    const { id: mute } = await contacts.create({ name: 'No address' })
    await expect(conversations.write({ ...words, contactId: mute })).rejects.toMatchObject({
      data: { reason: 'no_address' },
    })
    expect((await w.letters()).filter((it) => it.kind === 'conversation')).toHaveLength(1)
  })

  it('can be taken back for ten seconds, and not after', async () => {
    const { id: contactId } = await contacts.create({ name: 'Bo', email: 'bo@buyer.example' })
    await askedFor(contactId)
    const first = await conversations.write({ contactId, subject: 'Too early', text: 'Wait' })
    await send()
    expect(received).toHaveLength(0)
    const back = await conversations.takeBack({ id: first.id })
    expect(back).toMatchObject({ subject: 'Too early', conversationId: null })
    expect(back.text).toContain('Wait')
    expect((await conversations.list({ box: 'all' })).rows.map((it) => it.subject)).not.toContain('Too early')
    const second = await conversations.write({ contactId, subject: 'Now', text: 'Go' })
    const before = received.length
    w.clock.advance(10_000)
    await send()
    expect(received.slice(before).map(({ mail }) => mail.subject)).toContain('Now')
    expect(received.map(({ mail }) => mail.subject)).not.toContain('Too early')
    await expect(conversations.takeBack({ id: second.id })).rejects.toMatchObject({
      data: { reason: 'on_its_way' },
    })
  })

  it('goes out under the member’s name, with an address for answers, and keeps its thread', async () => {
    await inbound('reply@firm.example')
    const { id: contactId } = await contacts.create({ name: 'Cy', email: 'cy@buyer.example' })
    await askedFor(contactId)
    await conversations.sign({ signature: 'Olga Owner\nMüller & Söhne' })
    const { operationId } = await conversations.sign({ signature: 'O.' })
    await w.owner.client.audit.undo({ id: operationId! })
    expect((await conversations.own()).signature).toBe('Olga Owner\nMüller & Söhne')
    const { conversationId } = await conversations.write({
      contactId,
      subject: 'Seats\u2028Bcc: victim@evil.example',
      text: 'Hello <b>Cy</b>,\n\nforty?',
    })
    w.clock.advance(10_000)
    await send()
    await conversations.write({ conversationId, subject: 'Re: Seats', text: 'Forty-one.' })
    w.clock.advance(10_000)
    await send()
    const [one, two] = received.slice(-2)
    expect(one!.mail.from?.value).toEqual([{ address: 'sales@firm.example', name: 'Olga Owner' }])
    expect(one!.mail.replyTo?.value[0]?.address).toMatch(/^reply\+[0-9a-f]{32}@firm\.example$/)
    expect(two!.mail.replyTo?.value[0]?.address).toBe(one!.mail.replyTo?.value[0]?.address)
    expect(one!.from).toMatch(/^reply\+b-[0-9a-f]{32}@firm\.example$/)
    expect(two!.from).not.toBe(one!.from)
    expect(one!.mail.headers.get('auto-submitted')).toBeUndefined()
    expect(one!.mail.headers.get('bcc')).toBeUndefined()
    expect(one!.mail.text).toContain('Hello <b>Cy</b>,')
    expect(one!.mail.text).toContain('\n-- \nOlga Owner\nMüller & Söhne')
    expect(String(one!.mail.html)).toContain('&lt;b&gt;Cy&lt;/b&gt;')
    expect(two!.mail.inReplyTo).toBe(one!.mail.messageId)
    expect(two!.mail.references).toBe(one!.mail.messageId)
    const shown = await conversations.get({ id: conversationId })
    expect(shown.mails.map((it) => it.state)).toEqual(['accepted', 'accepted'])
    expect((await timeline.list({ contactId })).rows.filter((it) => it.kind === 'mail.out')).toHaveLength(2)
  })

  it('lets no name or subject begin a header (21)', async () => {
    const { id: contactId } = await contacts.create({
      name: 'Di, Victim <v@evil.example>',
      email: 'di@buyer.example',
    })
    await askedFor(contactId)
    await expect(
      conversations.write({ contactId, subject: 'Hi\r\nBcc: victim@evil.example', text: 'x' }),
    ).rejects.toMatchObject({ status: 400 })
    await conversations.write({ contactId, subject: 'Hi', text: 'a\r\n.\r\nRCPT TO:<victim@evil.example>' })
    w.clock.advance(10_000)
    await send()
    const { mail } = received.at(-1)!
    const to = mail.to && !Array.isArray(mail.to) ? mail.to.value.map((it) => it.address) : []
    expect(to).toEqual(['di@buyer.example'])
  })

  it('is a proven attempt when the server took it: it stops the clock and takes the offer over', async () => {
    const { contactId } = await capture.add({
      ...{ kind: 'call', name: 'Eve', email: 'eve@buyer.example', asks: true },
    })
    const rep = await w.member('sales_rep', { name: 'Rea Rep' })
    await w.pump()
    const [row] = (await handovers.list({ contactId, box: 'open' })).rows
    const card = async () => handovers.get({ id: row!.id })
    const offered = (await card()).receiver!
    const receiver = offered.id === rep.id ? rep : w.owner
    const colleague = offered.id === rep.id ? w.owner : rep
    await colleague.client.conversations.write({ contactId, subject: 'Mine?', text: 'Not my lead' })
    w.clock.advance(60_000)
    await send()
    expect((await card()).state).toBe('offered')
    await receiver.client.conversations.write({ contactId, subject: 'You asked', text: 'Here I am' })
    w.clock.advance(9_000)
    await send()
    expect((await card()).state).toBe('offered')
    w.clock.advance(1_000)
    const sentAt = w.clock.now()
    await w.tick('letters', { smtpUrl })
    w.clock.advance(60 * 60_000) // told late: the clock stops when it was sent
    await w.tick('letters told')
    await w.tick('letters told')
    const after = await card()
    expect([after.state, after.receiver?.id]).toEqual(['working', receiver.id])
    expect(after.attempts).toMatchObject([{ channel: 'email', outcome: 'sent', proven: true, at: sentAt }])
    expect(after.clocks.find((it) => it.kind === 'attempt')?.metAt).toEqual(sentAt)
    expect((await timeline.list({ contactId })).rows.filter((it) => it.kind === 'talk')).toEqual([])
    await talks.add({ contactId, channel: 'phone', outcome: 'reached' })
    expect((await timeline.list({ contactId })).rows.filter((it) => it.kind === 'talk')).toHaveLength(1)
  })

  it('that is refused proves nothing, and its writer hears of it', async () => {
    const { id: contactId } = await contacts.create({ name: 'Finn', email: 'gone@buyer.example' })
    await askedFor(contactId)
    const { conversationId } = await conversations.write({ contactId, subject: 'Lost', text: 'x' })
    w.clock.advance(10_000)
    await send()
    expect((await conversations.get({ id: conversationId })).mails).toMatchObject([{ state: 'rejected' }])
    expect(await w.sql('select id from attempt where contact_id = $1', [contactId])).toEqual([])
    const { rows } = await w.owner.client.notices.list({ limit: 50 })
    expect(rows.map((it) => it.kind)).toContain('mail_back')
  })

  it('of a deal goes to its main person, and stands on the deal', async () => {
    const { id: contactId } = await contacts.create({ name: 'Gil', email: 'gil@buyer.example' })
    await askedFor(contactId)
    const { id: dealId } = await deals.create({ name: 'Forty seats', contactId })
    const { conversationId } = await conversations.write({ dealId, subject: 'The offer', text: 'Attached' })
    expect((await conversations.get({ id: conversationId })).deal).toMatchObject({ id: dealId })
    expect((await timeline.list({ dealId })).rows.map((it) => it.kind)).toContain('mail.out')
    const { id: alone } = await deals.create({ name: 'With nobody' })
    await expect(conversations.write({ dealId: alone, subject: 'x', text: 'x' })).rejects.toMatchObject({
      data: { reason: 'nobody' },
    })
  })

  it('is seen by who sees the person, and by nobody of another firm', async () => {
    const { id: contactId } = await contacts.create({ name: 'Hal', email: 'hal@buyer.example' })
    await askedFor(contactId)
    const { conversationId, id } = await conversations.write({ contactId, subject: 'Ours', text: 'x' })
    const narrow = await w.member('sales_rep', { visibility: 'own', name: 'Nora Narrow' })
    const stranger = await w.other()
    for (const { client } of [narrow, stranger]) {
      for (const ask of [
        () => client.conversations.get({ id: conversationId }),
        () => client.conversations.write({ contactId, subject: 'x', text: 'x' }),
        () => client.conversations.write({ conversationId, subject: 'x', text: 'x' }),
        () => client.conversations.takeBack({ id }),
        () => client.conversations.see({ id: conversationId }),
        () => client.conversations.before({ contactId }),
      ])
        await expect(ask()).rejects.toMatchObject({ status: 404 })
      expect((await client.conversations.list({ box: 'all' })).rows).toEqual([])
    }
    const colleague = await w.member('sales_manager', { name: 'Mia Manager' })
    await expect(colleague.client.conversations.takeBack({ id })).rejects.toMatchObject({
      data: { reason: 'not_yours' },
    })
  })
})

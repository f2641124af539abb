import { createTransport } from 'nodemailer'
import { afterAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { startMailServers } from './servers.ts'

const longestMs = 60_000

describe('against Debian’s postfix and dovecot', async () => {
  const w = await world()
  const servers = await startMailServers({ 'reply@firm.test': 'secret', 'anna@buyer.test': 'hers' })
  afterAll(servers.stop)
  const { smtpUrl, imapPort } = servers
  const { contacts, consent, conversations, mailAccount } = w.owner.client
  await mailAccount.save({
    ...{ senderAddress: 'sales@firm.test', inboundAddress: 'reply@firm.test' },
    imap: {
      host: '127.0.0.1',
      port: imapPort,
      security: 'none',
      user: 'reply@firm.test',
      password: 'secret',
    },
  })
  await w.tick('mailboxes')

  const write = async (email: string) => {
    const { id: contactId } = await contacts.create({ name: email.split('@')[0]!, email })
    await consent.add({ contactId, channel: 'email', basis: 'request', state: 'granted', proof: 'Asked' })
    const { conversationId } = await conversations.write({
      contactId,
      subject: 'Grüße, forty seats?',
      text: 'How many?',
    })
    w.clock.advance(10_000)
    await w.tick('letters', { smtpUrl })
    await w.tick('letters told')
    return { contactId, conversationId }
  }
  /** Reads the mailbox until `fn` finds what it looks for; real servers take their time. */
  const soon = async <T>(fn: () => Promise<T | undefined>): Promise<T> => {
    const until = Date.now() + longestMs
    for (;;) {
      w.clock.advance(61_000)
      await w.tick('mailboxes')
      const found = await fn()
      if (found !== undefined) return found
      if (Date.now() > until) throw new Error(`Nothing came.\n${await servers.logs()}`)
      await new Promise((done) => setTimeout(done, 300))
    }
  }
  const mails = async (id: string) => (await conversations.get({ id })).mails

  it('signs in to the mailbox', async () => {
    expect((await mailAccount.get()).reading).toMatchObject({ state: 'works', problem: null })
  })

  it('hears an answer to a mail that went through postfix into a mailbox of dovecot', async () => {
    const { conversationId } = await write('anna@buyer.test')
    expect((await mails(conversationId))[0]!.state).toBe('accepted')
    const [letter] = await w.sql<{ reply_to: string; message_id: string }>(
      `select reply_to, message_id from letter where to_address = 'anna@buyer.test'`,
    )
    const hers = createTransport({ url: smtpUrl })
    await hers.sendMail({
      ...{ from: 'Anna <anna@buyer.test>', to: letter!.reply_to, subject: 'Re: Grüße, forty seats?' },
      ...{ text: 'Größer: 42.', inReplyTo: letter!.message_id },
      attachments: [{ filename: 'plan.txt', content: 'forty-two' }],
    })
    hers.close()
    const answer = await soon(async () => (await mails(conversationId))[1])
    expect(answer).toMatchObject({ direction: 'in', via: 'reply', kind: 'human' })
    expect(answer.text).toContain('Größer: 42.')
    expect(answer.files.map((file) => file.name)).toEqual(['plan.txt'])
  })

  it('knows a genuine bounce: the letter came back, the address is bad, and its writer is told', async () => {
    const { contactId, conversationId } = await write('gone@buyer.test')
    expect((await mails(conversationId))[0]!.state).toBe('accepted')
    const letter = await soon(async () =>
      (await mails(conversationId)).find((mail) => mail.state === 'bounced'),
    )
    expect(letter.reply).toMatch(/^5\.1\.1 /)
    expect((await conversations.before({ contactId })).mayWrite).toMatchObject({
      may: 'no',
      code: 'came_back',
    })
    await w.tick('letters told')
    const { rows } = await w.owner.client.notices.list({ limit: 10 })
    expect(rows.map((row) => row.kind)).toContain('mail_back')
    const [report] = await w.sql<{ evidence: string; state: string; recipients: { address: string }[] }>(
      `select evidence, state, recipients from incoming where kind = 'bounce'`,
    )
    expect(report).toMatchObject({ state: 'bounce' })
    // It came to the letter’s own address, or it would be forged; what proves that is kept from whoever reads it.
    expect(report!.recipients[0]!.address).toBe('reply@firm.test')
  })
})

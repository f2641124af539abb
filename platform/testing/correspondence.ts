import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { mailbox } from './mailbox.ts'
import type { World } from './world.ts'

/** A firm with a shared mailbox that strangers write to, threads that they answer, and what was stored of it. */
export async function correspondence(w: World) {
  const box = await mailbox()
  const { conversations, contacts, consent, mailAccount } = w.owner.client
  const read = async () => {
    w.clock.advance(61_000)
    await w.tick('mailboxes')
  }
  /** From now on the connection ends at the words `Break here`; gives what makes it whole again. */
  const breaking = async (heard: (asked: Buffer) => unknown = () => undefined) => {
    const flaky = createServer((socket) => {
      const server = connect(box.port, '127.0.0.1')
      socket.on('data', heard).pipe(server)
      server.on('data', (part) => (part.includes('Break here') ? socket.destroy() : socket.write(part)))
      for (const [one, other] of [[socket, server] as const, [server, socket] as const])
        one.on('error', () => undefined).on('close', () => other.destroy())
    }).listen(0, '127.0.0.1')
    await once(flaky, 'listening')
    const through = (port: number) =>
      w.inside((db) =>
        db.updateTable('mail_account').set({ imap_port: port }).where('imap_host', 'is not', null).execute(),
      )
    await through((flaky.address() as AddressInfo).port)
    return async () => {
      await through(box.port)
      flaky.close()
    }
  }
  let number = 0
  /** A mail as a stranger's program writes it. */
  const mail = (more: {
    from?: string
    to?: string
    subject?: string
    id?: string
    date?: Date
    head?: string[]
    body?: string
    type?: string
  }) =>
    [
      `From: ${more.from ?? 'Anna <anna@buyer.example>'}`,
      `To: ${more.to ?? 'reply@firm.example'}`,
      `Subject: ${more.subject ?? 'Seats'}`,
      `Message-ID: ${more.id ?? `<m${++number}@buyer.example>`}`,
      `Date: ${(more.date ?? w.clock.now()).toUTCString()}`,
      'MIME-Version: 1.0',
      `Content-Type: ${more.type ?? 'text/plain; charset=utf-8'}`,
      ...(more.head ?? []),
      '',
      more.body ?? 'Forty, please.',
    ].join('\n')
  const stored = () =>
    w.sql<{ state: string; subject: string; kind: string; note: string | null }>(
      'select state, subject, kind, note from incoming order by id',
    )
  const last = async () => (await stored()).at(-1)!
  /** A thread with a letter that the mail server took, and by what one answers to it. */
  const written = async (email: string, more: { dealId?: string } = {}) => {
    const { id: contactId } = await contacts.create({ name: email.split('@')[0]!, email })
    await consent.add({ contactId, channel: 'email', basis: 'request', state: 'granted', proof: 'Asked' })
    const { conversationId } = await conversations.write({
      ...more,
      contactId,
      subject: 'Seats',
      text: 'How many?',
    })
    const [letter] = await w.sql<{ id: string; message_id: string; reply_to: string; bounce_token: string }>(
      `update letter set state = 'accepted', finished_at = $1 where kind = 'conversation' and to_address = $2
       returning id, message_id, reply_to, bounce_token`,
      [w.clock.now(), email],
    )
    return {
      contactId,
      conversationId,
      letter: letter!,
      back: `reply+b-${letter!.bounce_token}@firm.example`,
    }
  }
  const thread = async (id: string) => (await conversations.get({ id })).mails
  const acts = (contactId: string) =>
    w.sql<{ human: boolean; verdict: string; evidence: string }>(
      `select e.human, v.verdict, v.evidence from journal_event e join verdict v on v.event_id = e.id
       join identity i on i.subject_id = e.subject_id where e.kind = 'mail.received' and i.contact_id = $1`,
      [contactId],
    )
  box.deliver(mail({ subject: 'From before', date: new Date(w.clock.now().getTime() - 24 * 3600_000) }))
  await mailAccount.save({
    senderAddress: 'sales@firm.example',
    inboundAddress: 'reply@firm.example',
    imap: { host: '127.0.0.1', port: box.port, security: 'none', user: 'info', password: 'secret' },
  })
  await w.tick('mailboxes')
  return { box, breaking, read, mail, stored, last, written, thread, acts }
}

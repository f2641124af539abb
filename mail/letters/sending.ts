import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { bareAddress, domainOf, type Sender, signedHeaders, taggedAddress } from '#mail/accounts'

export type Outgoing = {
  to_address: string
  to_name: string | null
  subject: string
  text_body: string
  html_body: string
  message_id: string
  from_name: string | null
  reply_to: string | null
  thread: string | null
  personal: boolean
  unsubscribe_url: string | null
  bounce_token: string | null
  attempts: number
  expires_at: Date
}
export type Outcome = {
  state: 'accepted' | 'rejected' | 'queued' | 'unknown'
  reply: string
  notBefore?: Date
}

const longestBackoffMs = 4 * 3600_000
const longestReply = 1000

/** Greets the mail server and signs in, without sending; throws with its answer when that fails. */
export async function probeMailServer(url: string): Promise<void> {
  const transport = createTransport({ url, connectionTimeout: 5_000 })
  await transport.verify().finally(() => transport.close())
}

export type Carrier = ReturnType<typeof openCarrier>

/** Connections to the mail server, and of each letter whether its last byte went into one. */
export function openCarrier(url: string) {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 20_000,
    socketTimeout: 600_000,
  })
  const written = new Map<string, Readable>()
  transport.use('stream', ({ message }, done) => {
    const make = message.createReadStream.bind(message)
    message.createReadStream = (options) => {
      const stream = make(options)
      written.set(message.messageId(), stream)
      return stream
    }
    done()
  })
  return {
    /** What the server answered; throws `NotTaken`. */
    send: async (mail: ReturnType<typeof messageOf>): Promise<string> => {
      try {
        return String((await transport.sendMail(mail)).response)
      } catch (error) {
        throw new NotTaken(error, written.get(mail.messageId)?.readableEnded ?? false)
      } finally {
        written.delete(mail.messageId) // another try begins anew
      }
    },
    close: () => transport.close(),
  }
}

class NotTaken extends Error {
  readonly isHandedOver: boolean
  constructor(cause: unknown, isHandedOver: boolean) {
    super('The mail server did not take it', { cause })
    this.isHandedOver = isHandedOver
  }
}

/** Gives one letter to the mail server, and says what it answered. Throws nothing. */
export async function sendOne(
  carrier: Carrier,
  letter: Outgoing,
  { sender, mailFrom, now }: { sender: Sender | undefined; mailFrom: string; now: Date },
): Promise<Outcome> {
  try {
    const reply = await carrier.send(messageOf(letter, sender, mailFrom))
    return { state: 'accepted', reply: reply.slice(0, longestReply) }
  } catch (error) {
    const { cause, isHandedOver } = error instanceof NotTaken ? error : { cause: error, isHandedOver: false }
    return judgeFailure(cause, letter, isHandedOver, now)
  }
}

/** A letter as the library takes it: names and addresses apart, never as one text in which a comma would make two. */
function messageOf(letter: Outgoing, sender: Sender | undefined, mailFrom: string) {
  const address = sender?.address ?? bareAddress(mailFrom)
  const firmName = /^\s*"?([^"<]*?)"?\s*</.exec(mailFrom)?.[1] ?? ''
  const { dkim = null, inbound = null } = sender ?? {}
  const back =
    inbound && letter.bounce_token
      ? taggedAddress(inbound, { kind: 'bounce', token: letter.bounce_token })
      : address
  const thread = letter.thread?.split(' ') ?? []
  return {
    from: { name: letter.from_name ?? firmName, address },
    to: { name: letter.to_name ?? '', address: letter.to_address },
    ...(letter.reply_to && { replyTo: letter.reply_to }),
    // Where it comes back to is an address of its own, so that only who carried the letter knows it.
    envelope: { from: back, to: [{ name: '', address: letter.to_address }] },
    subject: letter.subject,
    text: letter.text_body,
    html: letter.html_body,
    messageId: letter.message_id,
    ...(thread.length > 0 && { inReplyTo: thread.at(-1)!, references: thread }),
    headers: {
      ...(!letter.personal && { 'Auto-Submitted': 'auto-generated' }),
      ...(letter.unsubscribe_url && {
        'List-Unsubscribe': `<${letter.unsubscribe_url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    ...(dkim &&
      dkim.domainName === domainOf(address) && { dkim: { ...dkim, headerFieldNames: signedHeaders } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/**
 * A 5xx about this recipient ends the letter. Where the connection broke when all of it was handed over, nobody knows whether
 * the server took it: what a person wrote is left to a person. Everything else is tried again as the same mail, later each
 * time, until it expires.
 */
export function judgeFailure(
  error: unknown,
  letter: Pick<Outgoing, 'attempts' | 'expires_at' | 'personal'>,
  isHandedOver: boolean,
  now: Date,
): Outcome {
  const { responseCode, command, message } = error as {
    responseCode?: number
    command?: string
    message?: string
  }
  const reply = String(message ?? error).slice(0, longestReply)
  if (responseCode === undefined && isHandedOver && letter.personal) return { state: 'unknown', reply }
  const aboutRecipient =
    responseCode !== undefined && responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command ?? '')
  const waitMs = Math.min(longestBackoffMs, 30_000 * 2 ** Math.max(0, letter.attempts - 1))
  const notBefore = new Date(now.getTime() + waitMs)
  if (aboutRecipient || notBefore > letter.expires_at) return { state: 'rejected', reply }
  return { state: 'queued', reply, notBefore }
}

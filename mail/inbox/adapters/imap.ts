import { ImapFlow } from 'imapflow'

export type MailboxLogin = {
  /** Where to connect: an address that was judged before. */
  address: string
  /** The name on its certificate. */
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string
  password: string
}
/** `whole`: with its text; of one that is too large only the head. */
export type Fetched = { uid: number; bytes: number; source: Buffer; whole: boolean }

/** A mailbox opened for reading alone: nothing in it is changed, no mail is marked as seen. */
export type Mailbox = {
  uidValidity: number
  /** The UID that the next mail will have. */
  uidNext: number
  /** Mails with a UID above this, the oldest first; one that is too large comes without its text. */
  after: (uid: number, most: number, largestBytes: number) => Promise<Fetched[]>
  close: () => Promise<void>
}

/** Signs in and opens the inbox; throws with what the server answered. */
export async function openMailbox(login: MailboxLogin): Promise<Mailbox> {
  const client = new ImapFlow({
    host: login.address,
    port: login.port,
    secure: login.security === 'tls',
    doSTARTTLS: login.security === 'starttls',
    servername: login.host,
    auth: { user: login.user, pass: login.password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 120_000,
  })
  client.on('error', () => undefined) // each command that is under way fails by itself
  await client.connect()
  try {
    const box = await client.mailboxOpen('INBOX', { readOnly: true })
    return {
      uidValidity: Number(box.uidValidity),
      uidNext: box.uidNext,
      after: (uid, most, largestBytes) => fetchAfter(client, uid, most, largestBytes),
      close: async () => {
        await client.logout().catch(() => client.close())
      },
    }
  } catch (error) {
    client.close()
    throw error
  }
}

async function fetchAfter(
  client: ImapFlow,
  uid: number,
  most: number,
  largestBytes: number,
): Promise<Fetched[]> {
  const sizes: { uid: number; bytes: number }[] = []
  // `n:*` also gives the last mail when it lies below n (RFC 3501, 6.4.8).
  for await (const mail of client.fetch(`${uid + 1}:*`, { uid: true, size: true }, { uid: true }))
    if (mail.uid > uid) sizes.push({ uid: mail.uid, bytes: mail.size ?? 0 })
  const due = sizes.sort((a, b) => a.uid - b.uid).slice(0, most)
  const found: Fetched[] = []
  for (const mail of due) {
    if (mail.bytes > largestBytes) {
      const head = await client.fetchOne(String(mail.uid), { uid: true, headers: true }, { uid: true })
      found.push({ ...mail, source: head && head.headers ? head.headers : Buffer.alloc(0), whole: false })
      continue
    }
    const one = await client.fetchOne(String(mail.uid), { uid: true, source: true }, { uid: true })
    if (one && one.source) found.push({ ...mail, source: one.source, whole: true })
  }
  return found
}

/** What a server said when it refused, in a line that may be shown. */
export function mailboxProblem(error: unknown): string {
  const it = error as {
    authenticationFailed?: boolean
    responseText?: string
    message?: string
    code?: string
  }
  if (it.authenticationFailed)
    return `The server does not take this name and password: ${it.responseText ?? 'refused'}`
  const known: Record<string, string> = {
    ECONNREFUSED: 'Nothing answers at this host and port.',
    ETIMEDOUT: 'The server did not answer in time.',
    CONNECT_TIMEOUT: 'The server did not answer in time.',
    GREETING_TIMEOUT: 'Something answers there, but it is no IMAP server.',
    CERT_HAS_EXPIRED: 'The certificate of the server has run out.',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the server is signed by itself.',
    ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the server is for another name.',
  }
  return known[it.code ?? ''] ?? String(it.responseText ?? it.message ?? error).slice(0, 500)
}

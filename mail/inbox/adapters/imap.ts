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
/** Mails up to this UID that came before this time were there before us. */
export type Past = { uid: number; before: Date }
/** `whole`: with its text; of one that is too large only the head. */
export type Fetched = { uid: number; bytes: number; source: Buffer; whole: boolean }

/** A mailbox opened for reading alone: nothing in it is changed, no mail is marked as seen. */
export type Mailbox = {
  uidValidity: number
  /** The UID that the next mail will have. */
  uidNext: number
  /** Mails with a UID above this, the oldest first, the past left out; one that is too large comes without its text. */
  after: (uid: number, past: Past | null) => Promise<Fetched[]>
  close: () => Promise<void>
}

const batch = 20
/** Larger mails stay in the mailbox; their head is kept. */
const largestBytes = 25 * 1024 * 1024
/** However slowly a server talks on, it is listened to no longer than this. */
const longestMs = 2 * 60_000

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
    socketTimeout: 60_000,
    maxLiteralSize: largestBytes + 1024 * 1024, // whatever size the server named before
  })
  client.on('error', () => undefined) // each command that is under way fails by itself
  const end = setTimeout(() => client.close(), longestMs)
  try {
    await client.connect()
    const box = await client.mailboxOpen('INBOX', { readOnly: true })
    return {
      uidValidity: Number(box.uidValidity),
      uidNext: box.uidNext,
      after: (uid, past) => fetchAfter(client, uid, past),
      close: async () => {
        await client.logout().catch(() => client.close())
        clearTimeout(end)
      },
    }
  } catch (error) {
    clearTimeout(end)
    client.close()
    throw error
  }
}

async function fetchAfter(client: ImapFlow, uid: number, past: Past | null): Promise<Fetched[]> {
  const sizes: { uid: number; bytes: number }[] = []
  const wanted = { uid: true, size: true, internalDate: true }
  // `n:*` also gives the last mail when it lies below n (RFC 3501, 6.4.8).
  for await (const mail of client.fetch(`${uid + 1}:*`, wanted, { uid: true })) {
    const isPast = past && mail.uid <= past.uid && new Date(mail.internalDate ?? 0) < past.before
    if (mail.uid > uid && !isPast) sizes.push({ uid: mail.uid, bytes: mail.size ?? 0 })
  }
  const due = sizes.sort((a, b) => a.uid - b.uid).slice(0, batch)
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
    NoConnection: 'The server broke the connection off, or was too slow.',
    GREETING_TIMEOUT: 'Something answers there, but it is no IMAP server.',
    CERT_HAS_EXPIRED: 'The certificate of the server has run out.',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the server is signed by itself.',
    ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the server is for another name.',
  }
  return known[it.code ?? ''] ?? String(it.responseText ?? it.message ?? error).slice(0, 500)
}

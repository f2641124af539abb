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
/** `cut`: why only its head was fetched. No source: it was not asked for. */
export type Fetched = { uid: number; bytes: number; source: Buffer | null; cut: 'large' | 'broken' | null }
/** A mail that failed before, and what is still fetched of it. */
export type Broken = { uid: number; fetched: 'head' | 'nothing' }
/** The connection broke while this mail was fetched; `cause` is what the server said. */
export class MailNotFetched extends Error {
  readonly uid: number
  constructor(uid: number, cause: unknown) {
    super(`Mail ${uid} could not be fetched: ${cause}`, { cause })
    this.uid = uid
  }
}

/** A mailbox opened for reading alone: nothing in it is changed, no mail is marked as seen. */
export type Mailbox = {
  uidValidity: number
  /** The UID that the next mail will have. */
  uidNext: number
  /**
   * Mails with a UID above this, the oldest first, the past left out, each as it has been fetched. One that is too large
   * comes without its text.
   */
  after: (uid: number, past: Past | null, broken: Broken | null) => AsyncGenerator<Fetched>
  close: () => Promise<void>
}

/** Larger mails stay in the mailbox; their head is kept. */
const largestBytes = 25 * 1024 * 1024
/** However slowly a server talks on, it is listened to no longer than this for one mail. */
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
      after: (uid, past, broken) => fetchAfter(client, { uid, past, broken, onMail: () => end.refresh() }),
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

async function* fetchAfter(
  client: ImapFlow,
  it: { uid: number; past: Past | null; broken: Broken | null; onMail: () => void },
): AsyncGenerator<Fetched> {
  const { uid, past } = it
  const due: { uid: number; bytes: number }[] = []
  const wanted = { uid: true, size: true, internalDate: true }
  // `n:*` also gives the last mail when it lies below n (RFC 3501, 6.4.8).
  for await (const mail of client.fetch(`${uid + 1}:*`, wanted, { uid: true })) {
    const isPast = past && mail.uid <= past.uid && new Date(mail.internalDate ?? 0) < past.before
    if (mail.uid > uid && !isPast) due.push({ uid: mail.uid, bytes: mail.size ?? 0 })
  }
  for (const mail of due.sort((a, b) => a.uid - b.uid)) {
    it.onMail()
    const broken = mail.uid === it.broken?.uid ? it.broken.fetched : null
    if (broken === 'nothing') {
      yield { ...mail, source: null, cut: 'broken' }
      continue
    }
    const cut = mail.bytes > largestBytes ? 'large' : broken ? 'broken' : null
    const source = await sourceOf(client, mail.uid, cut !== null).catch((error: unknown) => {
      throw new MailNotFetched(mail.uid, error)
    })
    if (source) yield { ...mail, source, cut }
  }
}

/** A mail as it lies there, or its head; null: it was taken out of the mailbox meanwhile. */
async function sourceOf(client: ImapFlow, uid: number, headOnly: boolean): Promise<Buffer | null> {
  const wanted = headOnly ? { uid: true, headers: true } : { uid: true, source: true }
  const mail = await client.fetchOne(String(uid), wanted, { uid: true })
  if (!mail) return null
  const source = headOnly ? mail.headers : mail.source
  if (!source) throw new Error('The server did not give what was asked of it.')
  return source
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

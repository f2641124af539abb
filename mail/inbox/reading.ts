import { setTimeout as pause } from 'node:timers/promises'
import {
  type DueMailbox,
  giveBackMailbox,
  MailboxTaken,
  mailboxOf,
  markRead,
  sealedFor,
  takeDueMailbox,
} from '#mail/accounts'
import { type Db, isOutage, isTransient } from '#platform/db'
import { addressOfHost, EgressError } from '#platform/egress'
import { isSilent, samplesIn } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'
import { SealBroken, unseal } from '#platform/sealing'
import {
  type Broken,
  type Fetched,
  type Mailbox,
  MailNotFetched,
  mailboxProblem,
  openMailbox,
} from './adapters/imap.ts'
import { type Parsed, parseMail } from './adapters/parse.ts'
import { refuseMail, storeMail } from './storing.ts'

const atOnce = 4
const lookMs = 2_000
/** Who has more to be read than this goes to the end of the queue. */
const turnMs = 60_000
/**
 * Of a mail that could not be fetched or stored so often in a row only the head is, and after as many tries more nothing, so
 * that what comes after it is read.
 */
const mostFailures = 3

/** Reads the shared mailboxes that are due, some at a time: while a slow one is read, the others have their turns. */
export const readMailboxes: Job = {
  name: 'mailboxes',
  everyMs: 2_000,
  run: async (context) => {
    const underWay = new Set<Promise<void>>()
    try {
      for (;;) {
        const free = underWay.size < atOnce && !context.signal.aborted
        const due = free ? await claim(context) : undefined
        if (due) {
          const one: Promise<void> = read(due, context).finally(() => underWay.delete(one))
          one.catch(() => undefined) // heard below, whenever it fails
          underWay.add(one)
        } else if (underWay.size === 0) return
        else await Promise.race([...underWay, pause(lookMs, undefined, { ref: false })])
      }
    } finally {
      await Promise.allSettled(underWay)
    }
  },
}

const claim = ({ database, clock }: JobContext): Promise<DueMailbox | undefined> =>
  database.engine(async (db) =>
    // A copy of an installation reads nobody's mail, until somebody says that it is the one; a sample firm never does.
    (await isSilent(db)) ? undefined : takeDueMailbox(db, { except: await samplesIn(db) }, clock.now()),
  )

async function read(due: DueMailbox, context: JobContext): Promise<void> {
  let problem: string | null = null
  let brokenUid: number | null = null
  let more = false
  try {
    more = await readOne(due, context)
  } catch (error) {
    if (error instanceof MailboxTaken) return
    if (error instanceof MailNotFetched || error instanceof StoringFailed) brokenUid = error.uid
    problem = problemOf(error instanceof MailNotFetched ? error.cause : error)
    context.log.error({ err: error, workspace: due.workspace_id }, 'a mailbox could not be read')
  }
  const now = context.clock.now()
  await context.database.tenant({ workspaceId: due.workspace_id, actor: 'engine', now }, (db) =>
    giveBackMailbox(db, due, { problem, brokenUid, more }, now),
  )
}

/** Mail that came can't be stored now. `uid`: this one, for a reason that may be its own; null in an outage. */
class StoringFailed extends Error {
  readonly uid: number | null
  constructor(uid: number, cause: unknown) {
    super(`Mail ${uid} could not be stored: ${cause}`, { cause })
    this.uid = isOutage(cause) ? null : uid
  }
}

function problemOf(error: unknown): string {
  if (error instanceof StoringFailed) return 'Mail came that could not be stored. It is read again shortly.'
  if (error instanceof EgressError) return error.message
  if (error instanceof SealBroken)
    return 'The password can’t be read with the secret of this installation. Enter it again.'
  return mailboxProblem(error)
}

async function readOne(due: DueMailbox, context: JobContext): Promise<boolean> {
  const { imap_host: host, imap_secret: sealed } = due
  const password = unseal(context.secret, sealedFor('imap', due.workspace_id), sealed ?? '')
  const address = await addressOfHost(host!, { trusted: context.trustedHosts })
  const box = await openMailbox({
    ...{ address, host: host!, port: due.imap_port ?? 993, security: due.imap_security ?? 'tls' },
    ...{ user: due.imap_user ?? '', password },
  })
  try {
    return await readOn(box, due, context)
  } finally {
    await box.close()
  }
}

type Inside = (fn: (db: Db, now: Date) => Promise<unknown>) => Promise<void>

/**
 * Reads what came since the last time, and says whether there is more. A mailbox seen for the first time is read from now
 * on: its past stays where it is, also when the mailbox is numbered anew.
 */
async function readOn(box: Mailbox, due: DueMailbox, context: JobContext): Promise<boolean> {
  const { uidValidity } = box
  const inside: Inside = async (fn) => {
    const now = context.clock.now()
    const operation = { kind: 'inbox', label: 'Mail received' }
    await context.database.tenant({ workspaceId: due.workspace_id, actor: 'engine', now, operation }, (db) =>
      fn(db, now),
    )
  }
  const last = box.uidNext - 1
  if (due.uid_seen === null || due.uid_validity === null) {
    await inside((db, now) => markRead(db, due, { uidValidity, uid: last, firstReadAt: now }, now))
    return false
  }
  let seen = due.uid_seen
  let uidPast = due.uid_past
  if (due.uid_validity !== uidValidity) {
    // What was stored before is known by its content.
    ;[seen, uidPast] = [0, last]
    await inside((db, now) => markRead(db, due, { uidValidity, uid: 0, uidPast: last }, now))
  }
  const past = uidPast !== null && due.first_read_at ? { uid: uidPast, before: due.first_read_at } : null
  const broken = due.uid_validity === uidValidity ? brokenOf(due) : null
  const until = performance.now() + turnMs
  for (;;) {
    const before = seen
    for await (const mail of box.after(seen, past, broken)) {
      const mark = { uidValidity, uid: mail.uid }
      await takeIn(mail, past && mail.uid <= past.uid ? past.before : null, { due, context, inside, mark })
      seen = mail.uid
      if (context.signal.aborted || performance.now() > until) return true
    }
    if (seen > before) continue
    // Nothing but its past is left.
    if (past && seen < past.uid)
      await inside((db, now) => markRead(db, due, { uidValidity, uid: past.uid }, now))
    return false
  }
}

function brokenOf({ broken_uid: uid, broken_times: times }: DueMailbox): Broken | null {
  if (uid === null || times < mostFailures) return null
  return { uid, fetched: times < 2 * mostFailures ? 'head' : 'nothing' }
}

type At = { due: DueMailbox; context: JobContext; inside: Inside; mark: { uidValidity: number; uid: number } }

/** Stores one mail. One that can't be read or filed, at the second try either, is kept as refused and holds nothing up. */
async function takeIn({ source, bytes, cut }: Fetched, pastBefore: Date | null, at: At): Promise<void> {
  const { due, context, inside, mark } = at
  const { secret, registry, log } = context
  let parsed: Parsed | null = null
  const refuse = () =>
    inside(async (db, now) => {
      const raw = source ?? Buffer.from(`${mailboxOf(due)}:${mark.uidValidity}:${mark.uid}`)
      await refuseMail(db, { parsed, raw, bytes }, now)
      await markRead(db, due, mark, now)
    }).catch((error: unknown) => {
      throw error instanceof MailboxTaken ? error : new StoringFailed(mark.uid, error)
    })
  if (!source) return refuse()
  for (let tries = 1; ; tries += 1)
    try {
      const mail = await parseMail(source)
      parsed = mail
      const isPast = pastBefore && mail.sentAt && mail.sentAt < pastBefore
      return await inside(async (db, now) => {
        const came = { parsed: mail, raw: source, bytes, cut }
        if (!isPast) await storeMail(db, came, { account: due, secret, registry, now })
        await markRead(db, due, mark, now) // killed before the commit, both are done again
      })
    } catch (error) {
      if (error instanceof MailboxTaken) throw error
      if (tries < 2) continue
      if (isTransient(error)) throw new StoringFailed(mark.uid, error) // it is read again
      log.error({ err: error, workspace: due.workspace_id, uid: mark.uid }, 'a mail could not be taken in')
      return refuse()
    }
}

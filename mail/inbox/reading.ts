import { type Account, sealedFor } from '#mail/accounts'
import type { Db } from '#platform/db'
import { addressOfHost, EgressError } from '#platform/egress'
import { topicChanged } from '#platform/http'
import { isSilent } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'
import { SealBroken, unseal } from '#platform/sealing'
import { type Mailbox, mailboxProblem, openMailbox } from './adapters/imap.ts'
import { parseMail } from './adapters/parse.ts'
import { storeMail } from './storing.ts'

const everyMs = 60_000
const longestWaitMs = 3600_000
const leaseMs = 5 * 60_000
const batch = 20
/** Larger mails stay in the mailbox; their head is kept. */
export const largestBytes = 25 * 1024 * 1024

type Due = Pick<
  Account,
  | 'workspace_id'
  | 'inbound_address'
  | 'imap_host'
  | 'imap_port'
  | 'imap_security'
  | 'imap_user'
  | 'imap_secret'
  | 'uid_validity'
  | 'uid_seen'
  | 'failures'
>

/** Reads the shared mailboxes that are due, each under a lease, so that two processes never read one at a time. */
export const readMailboxes: Job = {
  name: 'mailboxes',
  everyMs: 2_000,
  run: async (context) => {
    for (let due = await claim(context); due; due = await claim(context)) {
      let problem: string | null = null
      try {
        await readOne(due, context)
      } catch (error) {
        problem = problemOf(error)
        context.log.error({ err: error, workspace: due.workspace_id }, 'a mailbox could not be read')
      }
      await release(due, problem, context)
      if (context.signal.aborted) return
    }
  },
}

async function claim({ database, clock }: JobContext): Promise<Due | undefined> {
  const now = clock.now()
  return database.engine(async (db) => {
    // A copy of an installation reads nobody's mail, until somebody says that it is the one.
    if (await isSilent(db)) return undefined
    const due = db
      .selectFrom('mail_account')
      .select(['workspace_id'])
      .where('imap_host', 'is not', null)
      .where('read_next_at', '<=', now)
      .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
      .orderBy('read_next_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
    const [row] = await due.execute()
    if (!row) return undefined
    return db
      .updateTable('mail_account')
      .set({ lease_until: new Date(now.getTime() + leaseMs) })
      .where('workspace_id', '=', row.workspace_id)
      .returning([
        ...(['workspace_id', 'inbound_address', 'imap_host', 'imap_port', 'imap_security'] as const),
        ...(['imap_user', 'imap_secret', 'uid_validity', 'uid_seen', 'failures'] as const),
      ])
      .executeTakeFirst()
  })
}

async function release(due: Due, problem: string | null, { database, clock }: JobContext): Promise<void> {
  const now = clock.now()
  const failures = problem ? due.failures + 1 : 0
  const waitMs = Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10))
  await database.tenant({ workspaceId: due.workspace_id, actor: 'engine', now }, async (db) => {
    await db
      .updateTable('mail_account')
      .set({
        lease_until: null,
        read_at: now,
        read_error: problem,
        failures,
        read_next_at: new Date(now.getTime() + waitMs),
      })
      .execute()
    await topicChanged(db, 'mail')
  })
}

function problemOf(error: unknown): string {
  if (error instanceof EgressError) return error.message
  if (error instanceof SealBroken)
    return 'The password can’t be read with the secret of this installation. Enter it again.'
  return mailboxProblem(error)
}

async function readOne(due: Due, context: JobContext): Promise<void> {
  const { imap_host: host, imap_secret: sealed } = due
  const password = unseal(context.secret, sealedFor('imap', due.workspace_id), sealed ?? '')
  const address = await addressOfHost(host!, { trusted: context.trustedHosts })
  const box = await openMailbox({
    ...{ address, host: host!, port: due.imap_port ?? 993, security: due.imap_security ?? 'tls' },
    ...{ user: due.imap_user ?? '', password },
  })
  try {
    await readOn(box, due, context)
  } finally {
    await box.close()
  }
}

/** Reads what came since the last time. A mailbox seen for the first time is read from now on: its past stays where it is. */
async function readOn(box: Mailbox, due: Due, context: JobContext): Promise<void> {
  const inside = <T>(fn: (db: Db, now: Date) => Promise<T>) => {
    const now = context.clock.now()
    const operation = { kind: 'inbox', label: 'Mail received' }
    return context.database.tenant({ workspaceId: due.workspace_id, actor: 'engine', now, operation }, (db) =>
      fn(db, now),
    )
  }
  const mark = (db: Db, uid: number) =>
    db.updateTable('mail_account').set({ uid_validity: box.uidValidity, uid_seen: uid }).execute()
  let seen = due.uid_seen
  if (seen === null || due.uid_validity === null) {
    await inside((db) => mark(db, box.uidNext - 1))
    return
  }
  // Numbered anew: everything is looked at again, and what was stored before is known by its content.
  if (due.uid_validity !== box.uidValidity) seen = 0
  for (;;) {
    const mails = await box.after(seen, batch, largestBytes)
    if (mails.length === 0) return
    for (const { uid, bytes, source, whole } of mails) {
      const parsed = await parseMail(source)
      await inside(async (db, now) => {
        const how = { account: due, secret: context.secret, registry: context.registry, now }
        await storeMail(db, { parsed, raw: source, bytes, cut: !whole }, how)
        await mark(db, uid) // in the same transaction: killed before the commit, both are done again
        await db
          .updateTable('mail_account')
          .set({ lease_until: new Date(now.getTime() + leaseMs) })
          .execute()
      })
      seen = uid
      if (context.signal.aborted) return
    }
  }
}

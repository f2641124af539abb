import { type DueMailbox, giveBackMailbox, markRead, sealedFor, takeDueMailbox } from '#mail/accounts'
import type { Db } from '#platform/db'
import { addressOfHost, EgressError } from '#platform/egress'
import { isSilent } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'
import { SealBroken, unseal } from '#platform/sealing'
import { type Mailbox, mailboxProblem, openMailbox } from './adapters/imap.ts'
import { parseMail } from './adapters/parse.ts'
import { storeMail } from './storing.ts'

const batch = 20
/** Larger mails stay in the mailbox; their head is kept. */
const largestBytes = 25 * 1024 * 1024

/** Reads the shared mailboxes that are due, one after the other. */
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
      const now = context.clock.now()
      const { workspace_id: workspaceId, failures } = due
      await context.database.tenant({ workspaceId, actor: 'engine', now }, (db) =>
        giveBackMailbox(db, { failures, problem }, now),
      )
      if (context.signal.aborted) return
    }
  },
}

const claim = ({ database, clock }: JobContext): Promise<DueMailbox | undefined> =>
  database.engine(async (db) =>
    // A copy of an installation reads nobody's mail, until somebody says that it is the one.
    (await isSilent(db)) ? undefined : takeDueMailbox(db, clock.now()),
  )

function problemOf(error: unknown): string {
  if (error instanceof EgressError) return error.message
  if (error instanceof SealBroken)
    return 'The password can’t be read with the secret of this installation. Enter it again.'
  return mailboxProblem(error)
}

async function readOne(due: DueMailbox, context: JobContext): Promise<void> {
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
async function readOn(box: Mailbox, due: DueMailbox, context: JobContext): Promise<void> {
  const { uidValidity } = box
  const inside = (fn: (db: Db, now: Date) => Promise<void>) => {
    const now = context.clock.now()
    const operation = { kind: 'inbox', label: 'Mail received' }
    return context.database.tenant({ workspaceId: due.workspace_id, actor: 'engine', now, operation }, (db) =>
      fn(db, now),
    )
  }
  if (due.uid_seen === null || due.uid_validity === null)
    return inside((db, now) => markRead(db, { uidValidity, uid: box.uidNext - 1 }, now))
  // Numbered anew: everything is looked at again, and what was stored before is known by its content.
  let seen = due.uid_validity === uidValidity ? due.uid_seen : 0
  for (;;) {
    const mails = await box.after(seen, batch, largestBytes)
    if (mails.length === 0) return
    for (const { uid, bytes, source, whole } of mails) {
      const parsed = await parseMail(source)
      await inside(async (db, now) => {
        const how = { account: due, secret: context.secret, registry: context.registry, now }
        await storeMail(db, { parsed, raw: source, bytes, cut: !whole }, how)
        await markRead(db, { uidValidity, uid }, now) // killed before the commit, both are done again
      })
      seen = uid
      if (context.signal.aborted) return
    }
  }
}

import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Account } from './store.ts'

const everyMs = 60_000
const longestWaitMs = 3600_000
const leaseMs = 5 * 60_000

/** A mailbox that is due to be read. */
export type DueMailbox = Pick<
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
  | 'uid_past'
  | 'first_read_at'
  | 'broken_uid'
  | 'broken_times'
> & { fence: number }

/** Somebody set the mailbox up anew, or took it over: what was read under its former setting is not written. */
export class MailboxTaken extends Error {}

/**
 * Takes the mailbox that waits the longest, under a lease: two processes never read one at a time, and a dead one's is free
 * again. Each taking has a number; who reads under an older one writes nothing.
 */
export async function takeDueMailbox(
  db: Db,
  { except }: { except: readonly number[] },
  now: Date,
): Promise<DueMailbox | undefined> {
  const row = await db
    .selectFrom('mail_account')
    .select('workspace_id')
    .where('imap_host', 'is not', null)
    .where('read_next_at', '<=', now)
    .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
    .$if(except.length > 0, (it) => it.where('workspace_id', 'not in', except))
    .orderBy('read_next_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!row) return undefined
  return db
    .updateTable('mail_account')
    .set((it) => ({ lease_until: new Date(now.getTime() + leaseMs), fence: it('fence', '+', 1) }))
    .where('workspace_id', '=', row.workspace_id)
    .returning([
      ...(['workspace_id', 'inbound_address', 'imap_host', 'imap_port', 'imap_security'] as const),
      ...(['imap_user', 'imap_secret', 'uid_validity', 'uid_seen', 'failures'] as const),
      ...(['fence', 'first_read_at', 'uid_past', 'broken_uid', 'broken_times'] as const),
    ])
    .executeTakeFirst()
}

/** It is set up anew: whoever reads it now is late. In the transaction that changes it. */
export async function takeBackMailbox(db: Db): Promise<void> {
  await db
    .updateTable('mail_account')
    .set((it) => ({ fence: it('fence', '+', 1), lease_until: null }))
    .execute()
}

/** Everything up to this mail is stored; the lease goes on. In the transaction that stores it. */
export async function markRead(
  db: Db,
  { fence }: Pick<DueMailbox, 'fence'>,
  it: { uidValidity: number; uid: number; uidPast?: number; firstReadAt?: Date },
  now: Date,
): Promise<void> {
  const marked = await db
    .updateTable('mail_account')
    .set({
      uid_validity: it.uidValidity,
      uid_seen: it.uid,
      ...(it.uidPast !== undefined && { uid_past: it.uidPast, broken_times: 0 }),
      ...(it.firstReadAt && { first_read_at: it.firstReadAt }),
      lease_until: new Date(now.getTime() + leaseMs),
    })
    .where('fence', '=', fence)
    .returning('id')
    .executeTakeFirst()
  if (!marked) throw new MailboxTaken('The mailbox was set up anew while it was read.')
}

/**
 * Says how reading went: with more to read it goes to the end of the queue; after failures it waits longer each time, an hour
 * at most. `brokenUid`: the mail at which the connection broke.
 */
export async function giveBackMailbox(
  db: Db,
  due: Pick<DueMailbox, 'fence' | 'failures' | 'broken_uid' | 'broken_times'>,
  { problem, brokenUid = null, more }: { problem: string | null; brokenUid?: number | null; more: boolean },
  now: Date,
): Promise<void> {
  const failures = problem ? due.failures + 1 : 0
  const again = brokenUid === due.broken_uid ? due.broken_times : 0
  const waitMs = more ? 0 : Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10))
  await db
    .updateTable('mail_account')
    .set({
      lease_until: null,
      read_at: now,
      read_error: problem,
      failures,
      ...(brokenUid !== null && { broken_uid: brokenUid, broken_times: again + 1 }),
      read_next_at: new Date(now.getTime() + waitMs),
    })
    .where('fence', '=', due.fence)
    .execute()
  topicChanged(db, 'mail')
}

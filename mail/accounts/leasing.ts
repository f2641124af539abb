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
>

/** Takes the mailbox that waits the longest, under a lease: two processes never read one at a time, and a dead one's is free again. */
export async function takeDueMailbox(db: Db, now: Date): Promise<DueMailbox | undefined> {
  const row = await db
    .selectFrom('mail_account')
    .select('workspace_id')
    .where('imap_host', 'is not', null)
    .where('read_next_at', '<=', now)
    .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
    .orderBy('read_next_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
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
}

/** Everything up to this mail is stored; the lease goes on. In the transaction that stores it. */
export async function markRead(
  db: Db,
  { uidValidity, uid }: { uidValidity: number; uid: number },
  now: Date,
): Promise<void> {
  await db
    .updateTable('mail_account')
    .set({
      uid_validity: uidValidity,
      uid_seen: uid,
      lease_until: new Date(now.getTime() + leaseMs),
    })
    .execute()
}

/** Says how reading went; after failures it waits longer each time, an hour at most. */
export async function giveBackMailbox(
  db: Db,
  { failures: before, problem }: { failures: number; problem: string | null },
  now: Date,
): Promise<void> {
  const failures = problem ? before + 1 : 0
  const waitMs = Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10))
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
}

import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Account } from './store.ts'

const everyMs = 60_000
const longestWaitMs = 3600_000
const leaseMs = 5 * 60_000

/** A mailbox that is due to be read, and how far it was. */
export type DueMailbox = NonNullable<Awaited<ReturnType<typeof takeDueMailbox>>>

/** Somebody set the mailbox up anew, or took it over: what was read under its former setting is not written. */
export class MailboxTaken extends Error {}

/**
 * Takes the mailbox that waits the longest, under a lease: two processes never read one at a time, and a dead one's is free
 * again. Each taking has a number; who reads under an older one writes nothing.
 */
export async function takeDueMailbox(db: Db, { except }: { except: readonly number[] }, now: Date) {
  const next = await db
    .selectFrom('mail_account_state as state')
    .innerJoin('mail_account', 'mail_account.workspace_id', 'state.workspace_id')
    .select('state.workspace_id')
    .where('imap_host', 'is not', null)
    .where('read_next_at', '<=', now)
    .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
    .$if(except.length > 0, (it) => it.where('state.workspace_id', 'not in', except))
    .orderBy('read_next_at')
    .limit(1)
    .forUpdate('state')
    .skipLocked()
    .executeTakeFirst()
  if (!next) return undefined
  const taken = await db
    .updateTable('mail_account_state')
    .set((it) => ({ lease_until: new Date(now.getTime() + leaseMs), fence: it('fence', '+', 1) }))
    .where('workspace_id', '=', next.workspace_id)
    .returning(['fence', 'failures'])
    .executeTakeFirstOrThrow()
  // Read under the lock: settings that another process has saved since are read with the number that came after them.
  const account = await db
    .selectFrom('mail_account')
    .select([
      ...(['workspace_id', 'inbound_address', 'imap_host', 'imap_port'] as const),
      ...(['imap_security', 'imap_user', 'imap_secret'] as const),
    ])
    .where('workspace_id', '=', next.workspace_id)
    .executeTakeFirstOrThrow()
  const far = await db
    .selectFrom('mailbox')
    .select([
      ...(['uid_validity', 'uid_seen', 'uid_past', 'first_read_at'] as const),
      ...(['broken_uid', 'broken_times'] as const),
    ])
    .where('workspace_id', '=', next.workspace_id)
    .where('name', '=', mailboxOf(account))
    .executeTakeFirst()
  return { ...account, ...taken, ...(far ?? unread) }
}

const unread = {
  ...{ uid_validity: null, uid_seen: null, uid_past: null, first_read_at: null },
  ...{ broken_uid: null, broken_times: 0 },
}

/** By what a mailbox is known: its numbers go on where only its port or password became another. */
export const mailboxOf = ({ imap_user, imap_host }: Pick<Account, 'imap_user' | 'imap_host'>) =>
  `${imap_user}@${imap_host}`

/** Everything up to this mail is stored; the lease goes on. In the transaction that stores it. */
export async function markRead(
  db: Db,
  due: Pick<DueMailbox, 'fence' | 'imap_user' | 'imap_host'>,
  it: { uidValidity: number; uid: number; uidPast?: number; firstReadAt?: Date },
  now: Date,
): Promise<void> {
  const held = await db
    .updateTable('mail_account_state')
    .set({ lease_until: new Date(now.getTime() + leaseMs) })
    .where('fence', '=', due.fence)
    .returning('id')
    .executeTakeFirst()
  if (!held) throw new MailboxTaken('The mailbox was set up anew while it was read.')
  const far = {
    uid_validity: it.uidValidity,
    uid_seen: it.uid,
    ...(it.uidPast !== undefined && { uid_past: it.uidPast, broken_times: 0 }),
    ...(it.firstReadAt && { first_read_at: it.firstReadAt }),
  }
  await db
    .insertInto('mailbox')
    .values({ id: uuidv7(now), name: mailboxOf(due), ...far })
    .onConflict((on) => on.columns(['workspace_id', 'name']).doUpdateSet(far))
    .execute()
}

/**
 * Says how reading went: with more to read it goes to the end of the queue; after failures it waits longer each time, an hour
 * at most. `brokenUid`: the mail that could not be fetched or stored.
 */
export async function giveBackMailbox(
  db: Db,
  due: Pick<DueMailbox, 'fence' | 'failures' | 'broken_uid' | 'broken_times' | 'imap_user' | 'imap_host'>,
  { problem, brokenUid = null, more }: { problem: string | null; brokenUid?: number | null; more: boolean },
  now: Date,
): Promise<void> {
  const failures = problem ? due.failures + 1 : 0
  const again = brokenUid === due.broken_uid ? due.broken_times : 0
  const waitMs = more ? 0 : Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10))
  const given = await db
    .updateTable('mail_account_state')
    .set({
      lease_until: null,
      read_at: now,
      read_error: problem,
      failures,
      read_next_at: new Date(now.getTime() + waitMs),
    })
    .where('fence', '=', due.fence)
    .returning('id')
    .executeTakeFirst()
  if (given && brokenUid !== null)
    await db
      .updateTable('mailbox')
      .set({ broken_uid: brokenUid, broken_times: again + 1 })
      .where('name', '=', mailboxOf(due))
      .execute()
  topicChanged(db, 'mail')
}

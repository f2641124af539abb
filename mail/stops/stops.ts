import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { keyedHash, keyedHashes } from '#platform/keyed'

type Address = { secret: string; address: string }

/** An address is stopped by its keyed hash: the list survives erasure and tells nobody an address. */
const told = ({ address }: Pick<Address, 'address'>): string => `stop ${address.trim().toLowerCase()}`
const hashesOf = async (db: Db, it: Address): Promise<string[]> =>
  (await keyedHashes(db, it.secret))(told(it))

/** What a mail server said, without the address that it names: this outlives the erasure of whoever had it. */
function causeWithout(cause: string, address: string): string {
  const [local = ''] = address.trim().toLowerCase().split('@')
  const rest = cause.replaceAll(/<?[^\s<>@:;,()]+@[^\s<>@:;,()]+>?/g, 'this address')
  return rest
    .split(/([\p{L}\p{N}._+-]+)/u)
    .map((word) => (word.toLowerCase() === local ? 'this address' : word))
    .join('')
}

/** Nothing goes to this address any more, for all topics. Stopped twice, the first cause stays. */
export async function stopAddress(db: Db, it: Address & { cause: string }, now: Date): Promise<void> {
  if (await stopOf(db, it)) return
  await db
    .insertInto('stop')
    .values({
      id: uuidv7(now),
      address_hash: keyedHash(it.secret, told(it)),
      topic: '*',
      cause: causeWithout(it.cause, it.address),
      since: now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'address_hash', 'topic']).doNothing())
    .execute()
}

/** Why and since when nothing may go to an address; undefined if it may. */
export const stopOf = async (db: Db, it: Address): Promise<{ cause: string; since: Date } | undefined> =>
  db
    .selectFrom('stop')
    .select(['cause', 'since'])
    .where('address_hash', 'in', await hashesOf(db, it))
    .where('topic', '=', '*')
    .orderBy('since')
    .executeTakeFirst()

/** The address is good again, as when a mailbox was full for long or set up anew. */
export async function liftStop(db: Db, it: Address): Promise<boolean> {
  const lifted = await db
    .deleteFrom('stop')
    .where('address_hash', 'in', await hashesOf(db, it))
    .where('topic', '=', '*')
    .returning('id')
    .execute()
  return lifted.length > 0
}

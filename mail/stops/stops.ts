import { createHmac } from 'node:crypto'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

type Address = { secret: string; address: string }

/** An address is stopped by its keyed hash: the list survives erasure and tells nobody an address. */
const hashOf = ({ secret, address }: Address): string =>
  createHmac('sha256', secret).update(`stop ${address.trim().toLowerCase()}`).digest('hex')

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
  await db
    .insertInto('stop')
    .values({
      id: uuidv7(now),
      address_hash: hashOf(it),
      topic: '*',
      cause: causeWithout(it.cause, it.address),
      since: now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'address_hash', 'topic']).doNothing())
    .execute()
}

/** Why and since when nothing may go to an address; undefined if it may. */
export const stopOf = (db: Db, it: Address): Promise<{ cause: string; since: Date } | undefined> =>
  db
    .selectFrom('stop')
    .select(['cause', 'since'])
    .where('address_hash', '=', hashOf(it))
    .where('topic', '=', '*')
    .executeTakeFirst()

/** The address is good again, as when a mailbox was full for long or set up anew. */
export async function liftStop(db: Db, it: Address): Promise<boolean> {
  const lifted = await db
    .deleteFrom('stop')
    .where('address_hash', '=', hashOf(it))
    .where('topic', '=', '*')
    .returning('id')
    .executeTakeFirst()
  return lifted !== undefined
}

import { newToken } from '#mail/accounts'
import type { Db } from '#platform/db'

/** A member as a writer; made at first asking, with an address of their own for filing. */
export async function correspondentOf(
  db: Db,
  memberId: string,
): Promise<{ signature: string; log_token: string }> {
  const find = () =>
    db
      .selectFrom('correspondent')
      .select(['signature', 'log_token'])
      .where('id', '=', memberId)
      .executeTakeFirst()
  const known = await find()
  if (known) return known
  await db
    .insertInto('correspondent')
    .values({ id: memberId, signature: '', log_token: newToken() })
    .onConflict((on) => on.doNothing())
    .execute()
  return (await find())!
}

export async function saveSignature(db: Db, memberId: string, signature: string): Promise<void> {
  await correspondentOf(db, memberId)
  await db.updateTable('correspondent').set({ signature }).where('id', '=', memberId).execute()
}

import { newToken } from '#mail/accounts'
import type { Db } from '#platform/db'

/** The token of the address by which a member files mails; made at first asking. */
export async function logTokenOf(db: Db, memberId: string): Promise<string> {
  const find = () =>
    db.selectFrom('correspondent').select('log_token').where('id', '=', memberId).executeTakeFirst()
  const known = await find()
  if (known) return known.log_token
  await db
    .insertInto('correspondent')
    .values({ id: memberId, log_token: newToken() })
    .onConflict((on) => on.doNothing())
    .execute()
  return (await find())!.log_token
}

/** What stands below a member's mails; empty: nothing. */
export async function signatureOf(db: Db, memberId: string): Promise<string> {
  const it = await db.selectFrom('signature').select('text').where('id', '=', memberId).executeTakeFirst()
  return it?.text ?? ''
}

export async function saveSignature(db: Db, memberId: string, text: string): Promise<void> {
  await db
    .insertInto('signature')
    .values({ id: memberId, text })
    .onConflict((on) => on.columns(['workspace_id', 'id']).doUpdateSet({ text }))
    .execute()
}

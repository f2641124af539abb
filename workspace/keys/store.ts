import { createHash, randomBytes } from 'node:crypto'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

const shownCharacters = 12

/** Makes a key of 256 random bits, of which only a hash is kept; gives the secret, which nobody can show again. */
export async function makeKey(
  db: Db,
  it: { name: string; memberId: string; scopes: readonly string[]; expiresAt: Date | null },
  now: Date,
): Promise<{ id: string; secret: string }> {
  const secret = `baton_${randomBytes(32).toString('base64url')}`
  const id = uuidv7(now)
  await db
    .insertInto('api_key')
    .values({
      id,
      name: it.name,
      member_id: it.memberId,
      prefix: secret.slice(0, shownCharacters),
      secret_hash: hashOf(secret),
      scopes: [...it.scopes],
      created_at: now,
      expires_at: it.expiresAt,
    })
    .execute()
  return { id, secret }
}

/** What is kept of a secret: it can be recognised and never read back. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** When a key was last used, for those who clear out old ones. */
export async function keyUsed(db: Db, key: { workspace_id: number; id: string }, now: Date): Promise<void> {
  await db
    .updateTable('api_key')
    .set({ last_used_at: now })
    .where('workspace_id', '=', key.workspace_id)
    .where('id', '=', key.id)
    .execute()
}

import { createHmac, hkdfSync } from 'node:crypto'
import type { Db } from '#platform/db'
import { unseal } from '#platform/sealing'

export const sealedFor = (workspaceId: number): string => `hash key ${workspaceId}`

/** The key of this installation: it can be given to another one, as the secret that it is made of can't. */
export const hashKeyOf = (secret: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', 'baton keyed hashes', 32)).toString('base64url')

const hash = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex')

/** What is written down in place of a text. */
export const keyedHash = (secret: string, text: string): string => hash(hashKeyOf(secret), text)

/**
 * All that a text may stand as in this firm: by the key of this installation, by its secret as it was done at first, and by
 * the keys that the firm brought from other installations.
 */
export async function keyedHashes(db: Db, secret: string): Promise<(text: string) => string[]> {
  const keys = [hashKeyOf(secret), secret, ...(await keysBrought(db, secret))]
  return (text) => keys.map((key) => hash(key, text))
}

export async function keysBrought(db: Db, secret: string): Promise<string[]> {
  const rows = await db.selectFrom('hash_key').select(['workspace_id', 'sealed']).orderBy('id').execute()
  return rows.map(({ workspace_id, sealed }) => unseal(secret, sealedFor(workspace_id), sealed))
}

import { createHash } from 'node:crypto'
import type { Database } from '#platform/db'
import { isUniqueViolation } from '#platform/db'

const codeLivesMs = 5 * 60_000

/** The browsers in which a person is signed in now, the one used last first. */
export function sessionsOf(database: Database, userId: string, now: Date) {
  return database.auth((db) =>
    db
      .selectFrom('auth.session')
      .select(['id', 'userAgent', 'ipAddress', 'createdAt', 'updatedAt'])
      .where('userId', '=', userId)
      .where('expiresAt', '>', now)
      .orderBy('updatedAt', 'desc')
      .orderBy('id')
      .execute(),
  )
}

/** Signs one browser of a person out; says whether there was one. */
export async function endSession(database: Database, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await database.auth((db) =>
    db.deleteFrom('auth.session').where('userId', '=', userId).where('id', '=', id).executeTakeFirstOrThrow(),
  )
  return numDeletedRows > 0n
}

/** Every browser of a person but one is signed out: a thief's session does not outlive the change that follows a theft. */
export async function endOtherSessions(database: Database, userId: string, keptId: string): Promise<number> {
  const { numDeletedRows } = await database.auth((db) =>
    db
      .deleteFrom('auth.session')
      .where('userId', '=', userId)
      .where('id', '<>', keptId)
      .executeTakeFirstOrThrow(),
  )
  return Number(numDeletedRows)
}

/** How a person is called in letters and wherever they are seen without a firm. */
export async function renameUser(database: Database, userId: string, name: string, now: Date): Promise<void> {
  await database.auth((db) =>
    db.updateTable('auth.user').set({ name, updatedAt: now }).where('id', '=', userId).execute(),
  )
}

/** Uses a code of an authenticator app up (RFC 6238, 5.2): of two who bring the same one, one gets in. */
export async function spendCode(
  database: Database,
  userId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const codeHash = createHash('sha256').update(`${userId}:${code.trim()}`).digest('hex')
  try {
    await database.auth(async (db) => {
      await db
        .deleteFrom('auth.usedCode')
        .where('userId', '=', userId)
        .where('usedAt', '<', new Date(now.getTime() - codeLivesMs))
        .execute()
      await db.insertInto('auth.usedCode').values({ userId, codeHash, usedAt: now }).execute()
    })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

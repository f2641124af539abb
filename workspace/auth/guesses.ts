import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Database } from '#platform/db'

const mostGuesses = 10
const windowMs = 5 * 60_000

const keyOf = (email: string) =>
  `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`

/**
 * Takes one of the few wrong passwords that an account bears in five minutes, from however many places they come; false
 * if none is left. The place where that person is signed in already is let try, so that guessing elsewhere shuts nobody
 * out of their own desk; of IPv6 that is a /64, and a place of no known address is nobody's. Whether anybody has the address makes no difference.
 */
export async function claimGuess(
  database: Database,
  email: string,
  from: string | null,
  now: Date,
): Promise<boolean> {
  const since = now.getTime() - windowMs
  return database.auth(async (db) => {
    const { rows } = await sql`
      insert into auth."rateLimit" as it ("id", "key", "count", "lastRequest")
      values (${uuidv7(now)}, ${keyOf(email)}, 1, ${now.getTime()})
      on conflict ("key") do update
      set "count" = case when it."lastRequest" > ${since} then it."count" + 1 else 1 end, "lastRequest" = ${now.getTime()}
      where it."lastRequest" <= ${since} or it."count" < ${mostGuesses}
      returning 1`.execute(db)
    if (rows.length > 0) return true
    const known = await sql`
      select from auth."session" s join auth."user" u on u."id" = s."userId"
      where u."email" = ${email.trim().toLowerCase()} and s."ipAddress" = ${from} and s."expiresAt" > ${now}
      limit 1`.execute(db)
    return known.rows.length > 0
  })
}

/** Whoever knew the password begins anew. */
export async function forgetGuesses(database: Database, email: string): Promise<void> {
  await database.auth((db) => db.deleteFrom('auth.rateLimit').where('key', '=', keyOf(email)).execute())
}

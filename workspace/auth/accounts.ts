import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { type Clock, uuidv7 } from '#platform/clock'
import { type Database, isUniqueViolation } from '#platform/db'
import { conflict, invalid } from '#platform/http'
import { passwordProblem } from './password.ts'

/** Makes a person who can sign in with e-mail and password; gives their id. An address can be taken once. */
export async function makeUser(
  parts: { database: Database; clock: Clock },
  it: { name: string; email: string; password: string },
): Promise<string> {
  const problem = passwordProblem(it.password, it.email)
  if (problem) throw invalid('weak_password', problem, { fields: { password: problem } })
  const hash = await hashPassword(it.password)
  const now = parts.clock.now()
  const id = uuidv7(now)
  try {
    await parts.database.auth(async (db) => {
      await sql`insert into auth."user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt") values (${id}, ${it.name}, ${it.email.toLowerCase()}, true, ${now}, ${now})`.execute(
        db,
      )
      await sql`insert into auth."account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt") values (${uuidv7(now)}, ${id}, 'credential', ${id}, ${hash}, ${now}, ${now})`.execute(
        db,
      )
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw conflict(
        'email_taken',
        'Somebody has an account with this address already. Sign in with it first.',
        { fields: { email: 'Taken' } },
      )
    throw error
  }
  return id
}

/** Removes a person with their sessions and secrets, as a first run that was cut off leaves one behind. */
export async function removeUser(database: Database, id: string): Promise<void> {
  await database.owner((client) => client.query('delete from auth."user" where "id" = $1', [id]))
}

/** Whether an address has an account. */
export async function userByEmail(database: Database, email: string): Promise<{ id: string } | null> {
  const { rows } = await database.auth((db) =>
    sql<{ id: string }>`select "id" from auth."user" where "email" = ${email.toLowerCase()}`.execute(db),
  )
  return rows[0] ?? null
}

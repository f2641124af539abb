import { sql } from 'kysely'
import type { Db } from './database.ts'
import { isUniqueViolation } from './errors.ts'

/** Runs what a unique key may refuse, as a whole or not at all; null where it was refused. The transaction goes on. */
export async function unlessTaken<T>(db: Db, run: () => Promise<T>): Promise<T | null> {
  await sql`savepoint unless_taken`.execute(db)
  try {
    const result = await run()
    await sql`release savepoint unless_taken`.execute(db)
    return result
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await sql`rollback to savepoint unless_taken`.execute(db)
    await sql`release savepoint unless_taken`.execute(db)
    return null
  }
}

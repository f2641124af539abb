import { sql } from 'kysely'
import type { Db } from './database.ts'
import { isUniqueViolation } from './errors.ts'

/** What a unique key would say, said by who looks at more than a key can. */
export class Taken extends Error {
  readonly code = '23505'
}

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

/** Runs something and takes all of it back, whatever came of it: only what it answered is left. */
export async function rehearsed<T>(db: Db, run: () => Promise<T>): Promise<T> {
  await sql`savepoint rehearsed`.execute(db)
  try {
    return await run()
  } finally {
    await sql`rollback to savepoint rehearsed`.execute(db)
    await sql`release savepoint rehearsed`.execute(db)
  }
}

/** What a unique key may refuse for many rows in one statement; who are refused are found by halving, and given back. */
export async function refusedAsTaken(
  db: Db,
  ids: readonly string[],
  run: (ids: readonly string[]) => Promise<unknown>,
): Promise<string[]> {
  if (ids.length === 0 || (await unlessTaken(db, async () => (await run(ids), true)))) return []
  if (ids.length === 1) return [...ids]
  const middle = Math.ceil(ids.length / 2)
  const first = await refusedAsTaken(db, ids.slice(0, middle), run)
  return [...first, ...(await refusedAsTaken(db, ids.slice(middle), run))]
}

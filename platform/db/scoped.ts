import type { Db } from './database.ts'

/** Transactions in which only own or team records are seen at this moment. */
export const scoped = new WeakSet<Db>()

/** Runs `fn` with this said of a transaction, and says again what was said before: so it is after a savepoint too. */
export async function whileScoped<T>(db: Db, isScoped: boolean, fn: () => Promise<T>): Promise<T> {
  const was = scoped.has(db)
  const say = (it: boolean) => (it ? scoped.add(db) : scoped.delete(db))
  say(isScoped)
  try {
    return await fn()
  } finally {
    say(was)
  }
}

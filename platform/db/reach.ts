import { sql } from 'kysely'
import type { Db } from './database.ts'
import { scoped, whileScoped } from './scoped.ts'

/** Whether who asks sees everybody's records: what is summed over all of them is for nobody else. */
export const seesAll = sql<boolean>`(current_user <> 'baton_scoped')`

/**
 * Runs what by its nature reaches beyond the caller's own records: handing a lead to a colleague, telling a manager.
 * The fence of the workspace stays; that of own or team records is lifted for `fn` alone and back afterwards.
 */
export async function beyondReach<T>(db: Db, fn: () => Promise<T>): Promise<T> {
  if (!scoped.has(db)) return fn()
  await sql`set local role baton_app`.execute(db)
  const result = await whileScoped(db, false, fn) // a failure ends the transaction, and the role with it
  await sql`set local role baton_scoped`.execute(db)
  return result
}

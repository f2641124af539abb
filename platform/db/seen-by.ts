import { sql } from 'kysely'
import type { Access, Db } from './database.ts'
import { scoped, whileScoped } from './scoped.ts'

/**
 * Runs `fn` as somebody else of the firm would see things, and goes back to how the caller sees them: to find out, before
 * telling somebody of a record, whether they may see it.
 */
export async function asSeenBy<T>(db: Db, reach: Access['reach'], fn: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ members: string | null; unowned: string | null }>`
    select current_setting('baton.reach', true) as members, current_setting('baton.unowned', true) as unowned`.execute(
    db,
  )
  const before = { ...rows[0]!, isScoped: scoped.has(db) }
  const set = async (isScoped: boolean, members: string, unowned: string) => {
    await sql`set local baton.reach = ${sql.lit(members)}`.execute(db)
    await sql`set local baton.unowned = ${sql.lit(unowned)}`.execute(db)
    await sql`set local role ${sql.raw(isScoped ? 'baton_scoped' : 'baton_app')}`.execute(db)
  }
  await set(reach !== undefined, `{${reach?.members.join(',') ?? ''}}`, reach?.unowned ? 'on' : 'off')
  const result = await whileScoped(db, reach !== undefined, fn) // a failure ends the transaction, and all that was set with it
  await set(before.isScoped, before.members || '{}', before.unowned || 'off')
  return result
}

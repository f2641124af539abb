import type { Db } from './database.ts'

/**
 * Puts an act down though it changed no row whose values before and after are kept, as when a mailbox is set up. What does
 * change such rows is put down with the first of them.
 */
export async function noteOperation(
  db: Db,
  it: { id: string; kind: string; label: string; actor: string; at: Date },
): Promise<void> {
  await db
    .insertInto('operation')
    .values(it)
    .onConflict((on) => on.doNothing())
    .execute()
}

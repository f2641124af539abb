import type { RawBuilder } from 'kysely'
import type { Database } from './database.ts'

/** Rows that one transaction deletes. */
export const mostForgotten = 5000

/** Deletes in transactions of its own, at most `mostForgotten` rows each, until nothing is left. */
export async function inSteps(
  { database, signal }: { database: Database; signal: AbortSignal },
  step: RawBuilder<unknown>,
): Promise<void> {
  let gone = mostForgotten
  while (gone === mostForgotten && !signal.aborted)
    gone = await database.engine(async (db) => Number((await step.execute(db)).numAffectedRows ?? 0))
}

import type { Db } from '#platform/db'
import type { RestoredHook } from './registry.ts'

/** Whoever follows gets so many rows at once: what they write of each must fit into one statement. */
const rowsAHook = 2000

/** What is derived from rows that changed beside their own endpoints is computed anew, in the order of the hooks. */
export async function followRows(
  db: Db,
  hooks: readonly RestoredHook[],
  touched: ReadonlyMap<string, readonly string[]>,
  now: Date,
): Promise<void> {
  for (const { table, run } of hooks) {
    const rows = run ? [...new Set(touched.get(table))] : []
    for (let at = 0; at < rows.length; at += rowsAHook) await run?.(db, rows.slice(at, at + rowsAHook), now)
  }
}

import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Leaver, Leaving } from '#platform/registry'

/** How much of each kind a member would leave behind; what there is none of is left out. */
export async function heldBy(
  db: Db,
  leavers: readonly Leaver[],
  memberId: string,
): Promise<{ what: string; count: number }[]> {
  const found: { what: string; count: number }[] = []
  for (const { what, held } of leavers) {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from (${held(db, memberId)}) held`.execute(db)
    found.push({ what, count: rows[0]!.count })
  }
  return found.filter(({ count }) => count > 0)
}

/** Gives all of it to who goes on with it. */
export async function passOn(db: Db, leavers: readonly Leaver[], it: Leaving): Promise<void> {
  for (const { held, move } of leavers) {
    const ids = (await held(db, it.fromId).execute()).map(({ id }) => id)
    if (ids.length > 0) await move(db, ids, it)
  }
}

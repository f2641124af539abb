import { sql } from 'kysely'
import type { Db } from '#platform/db'

/** Of a firm that came from a file: as of when, since when it is here, and whether an owner confirmed it. Null of any other. */
export async function arrivalOf(
  db: Db,
): Promise<{ madeAt: Date; arrivedAt: Date; confirmedAt: Date | null } | null> {
  const row = await db
    .selectFrom('arrived_firm')
    .select(['made_at as madeAt', 'arrived_at as arrivedAt', 'confirmed_at as confirmedAt'])
    .executeTakeFirst()
  return row ?? null
}

/** From now on the engine treats it as any firm; false if there was nothing to confirm. */
export async function confirmArrival(db: Db, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('arrived_firm')
    .set({ confirmed_at: now })
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/**
 * Workspaces that the engine leaves alone, and for which it takes nothing in: samples that are being made or removed, and what
 * came from a file until an owner confirms it. Whoever works on one of them alone sees it.
 */
export async function firmsPutAside(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from (select workspace_id as id from sample_firm where state <> 'ready'
      union all select workspace_id from arrived_firm where confirmed_at is null) aside
    where id::text is distinct from current_setting('baton.alone', true)`.execute(db)
  return rows.map(({ id }) => id)
}

import { sql } from 'kysely'
import type { Clock } from '#platform/clock'
import { uuidv7 } from '#platform/clock'
import { makeDefaultPipeline } from '#sales/pipeline'
import type { Database, Db } from '#platform/db'

export type Firm = { name: string; zone: string; region: string; locale: string; currency: string }

/** What each slice puts into a new workspace, so that the first screen is not empty of what every firm has. */
const founders: ((db: Db, now: Date) => Promise<void>)[] = [makeDefaultPipeline]

/** Makes a workspace with its default catalogue, pipeline, calendar and readiness; gives its number. */
export async function foundWorkspace(
  house: { database: Database; clock: Clock },
  firm: Firm,
  alsoInside?: (db: Db, now: Date) => Promise<void>,
): Promise<number> {
  const { database, clock } = house
  const workspaceId = await database.auth(async (db) => {
    const { rows } = await sql<{ id: number }>`select nextval('workspace_seq')::int as id`.execute(db)
    return rows[0]!.id
  })
  const now = clock.now()
  await database.tenant(
    { workspaceId, actor: 'engine', now, operation: { kind: 'workspace.found', label: 'Firm founded' } },
    async (db) => {
      await db
        .insertInto('workspace')
        .values({ id: uuidv7(now), ...firm, look: JSON.stringify({}), created_at: now })
        .execute()
      for (const found of founders) await found(db, now)
      await alsoInside?.(db, now)
    },
  )
  return workspaceId
}

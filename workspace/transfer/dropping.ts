import { sql } from 'kysely'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import { finishedBefore } from './store.ts'
import { pathOf, removeFile } from './upload.ts'

/** Files of imports that have ended go from the disk, and with them the samples of what stood in them. */
export async function dropFiles(
  database: Database,
  dataFolder: string,
  imports: readonly { workspaceId: number; id: string }[],
): Promise<void> {
  if (imports.length === 0) return
  for (const { workspaceId, id } of imports) await removeFile(pathOf(dataFolder, workspaceId, id))
  await database.engine((db) =>
    sql`
      update import set received_bytes = 0, recognised = jsonb_set(recognised, '{columns}', coalesce(
        (select jsonb_agg(c || '{"samples": []}') from jsonb_array_elements(recognised -> 'columns') c), '[]'))
      where (workspace_id, id) in (select * from unnest(${imports.map((it) => it.workspaceId)}::int[], ${imports.map(({ id }) => id)}::uuid[]))`.execute(
      db,
    ),
  )
}

/** The same at once for a workspace, as when somebody was erased who may stand in them. */
export async function dropEndedFiles(
  { database, clock, dataFolder }: { database: Database; clock: Clock; dataFolder: string },
  workspaceId: number,
): Promise<void> {
  for (;;) {
    const ended = await database.engine((db) => finishedBefore(db, clock.now(), workspaceId))
    if (ended.length === 0) return
    await dropFiles(database, dataFolder, ended)
  }
}

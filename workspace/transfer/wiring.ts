import type { Job, Wiring } from '#platform/registry'
import { dropFiles } from './dropping.ts'
import { finishedBefore } from './store.ts'
import { acts, broughtIn } from './taking-back.ts'
import { runImports } from './turns.ts'

const ended = `state in ('done', 'cancelled', 'undone', 'failed')`
const keptMs = 24 * 3_600_000
const uploadMs = 7 * 24 * 3_600_000

/**
 * A day after an import has ended its file goes from the disk; what was refused of it stays. A file that was never sent to
 * its end is given up after a week.
 */
const dropOldFiles: Job = {
  name: 'import-files',
  everyMs: 3_600_000,
  run: async ({ database, clock, dataFolder }) => {
    const now = clock.now()
    const old = await database.engine(async (db) => {
      await db
        .updateTable('import')
        .set({ state: 'cancelled', finished_at: now })
        .where('state', '=', 'uploading')
        .where('changed_at', '<', new Date(now.getTime() - uploadMs))
        .execute()
      return finishedBefore(db, new Date(now.getTime() - keptMs))
    })
    await dropFiles(database, dataFolder, old)
  },
}

export const transferWiring: Wiring = {
  jobs: [{ name: 'imports', everyMs: 1_000, run: (context) => runImports(context) }, dropOldFiles],
  acts,
  undoers: [broughtIn],
  carried: [
    {
      table: 'import',
      only: ended,
      blank: { received_bytes: 0 },
      why: 'Files that are brought in lie on the disk: those that are not done are sent anew.',
    },
    {
      table: 'import_refusal',
      only: `import_id in (select id from import i where i.workspace_id = t.workspace_id and ${ended})`,
      why: 'It belongs to an import that is done.',
    },
  ],
}

import { refuseWithout } from '#platform/http'
import type { Undoer, Wiring } from '#platform/registry'
import { undo } from '#workspace/audit'
import { emptyBin } from './jobs.ts'

const forGood = (kind: string): Undoer => ({
  kind,
  refuses: {
    reason: 'erased',
    message: 'What went from the bin is not kept anywhere, so nothing brings it back.',
  },
})

const mayDelete = {
  ...{ contact: 'contacts.delete', company: 'contacts.delete', deal: 'deals.write' },
  ...{ note: 'notes.write', task: 'tasks.write', file: 'notes.write' },
} as const

/** Taken back, what was brought back is deleted again: that is for who may delete records of its kind. */
const brought: Undoer = {
  kind: 'bin.bringBack',
  again: true,
  undo: async (db, { operationId, undoId, restored, actor, now }) => {
    const kinds = await db
      .selectFrom('change')
      .select('table_name')
      .distinct()
      .where('operation_id', '=', operationId)
      .execute()
    for (const [table, may] of Object.entries(mayDelete))
      if (kinds.some((it) => it.table_name === table)) refuseWithout(actor, may)
    return undo(db, operationId, undoId, restored, now)
  },
}

export const binWiring: Wiring = {
  jobs: [emptyBin],
  undoers: [forGood('bin.erase'), forGood('bin.empty'), brought],
}

import type { OtherAct, Undoer } from '#platform/registry'
import { undo } from '#workspace/audit'
import { mayBring, needs } from './rights.ts'
import { notNow, undoneFrom } from './states.ts'
import { changeImport, findImportOf, mostStayedKept } from './store.ts'

/** What is done to the rows of a file; which records they are, and with them what else is asked, the import knows. */
export const acts: OtherAct[] = ['imports.bring', 'imports.undo'].map((kind) => ({
  kind,
  asks: ['imports.run'],
}))

/** An import is taken back in the log, and put back, by whoever may bring such a file in, and is taken back on its screen too. */
export const broughtIn: Undoer = {
  kind: 'imports.bring',
  again: true,
  undo: async (db, { operationId, firstId, undoId, restored, actor, now }) => {
    const it = await findImportOf(db, firstId)
    // The command line keeps no import: its file may have been of any record.
    const records = it ? [it.record] : (Object.keys(needs) as (keyof typeof needs)[])
    for (const record of records) mayBring(actor, record, it?.mapping)
    const isFirst = it !== null && operationId === firstId && it.state !== 'undone'
    if (isFirst && !undoneFrom.includes(it.state)) throw notNow(it)
    const result = await undo(db, operationId, undoId, restored, now)
    if (isFirst) {
      const conflicts = result.conflicts.slice(0, mostStayedKept)
      const change = { state: 'undone' as const, conflicts, finished_at: now }
      await changeImport(db, it.id, { states: undoneFrom }, change, now)
    }
    return result
  },
}

import { conflict } from '#platform/http'
import type { RestoredHook, Undoer, Wiring } from '#platform/registry'
import { memberImporter } from './importing.ts'
import { anOwnerStays } from './store.ts'

/** What is taken back may be that somebody became the owner who is the last one by now. */
const members: RestoredHook = { table: 'member', run: (db) => anOwnerStays(db) }

const firm: Undoer = {
  kind: 'workspace.found',
  undo: async () => {
    throw conflict('firm_stays', 'The founding of a firm can’t be taken back.')
  },
}

export const membersWiring: Wiring = {
  importers: [memberImporter],
  restored: [members],
  undoers: [firm],
}

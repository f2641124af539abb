import { conflict } from '#platform/http'
import type { RestoredHook, Wiring } from '#platform/registry'
import { memberImporter } from './importing.ts'
import { anOwnerStays } from './store.ts'

/** What is taken back may be that somebody became the owner who is the last one by now. */
const members: RestoredHook = { table: 'member', run: (db) => anOwnerStays(db) }

const firm: RestoredHook = {
  table: 'workspace',
  run: async (db) => {
    const it = await db.selectFrom('workspace').select('id').executeTakeFirst()
    if (!it) throw conflict('firm_stays', 'The founding of a firm can’t be taken back.')
  },
}

export const membersWiring: Wiring = { importers: [memberImporter], restored: [members, firm] }

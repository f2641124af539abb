import type { RestoredHook, Undoer, Wiring } from '#platform/registry'
import { memberImporter } from './importing.ts'
import { anOwnerStays } from './store.ts'

/** What is taken back may be that somebody became the owner who is the last one by now. */
const members: RestoredHook = { table: 'member', run: (db) => anOwnerStays(db) }

const stays: Undoer[] = [
  {
    kind: 'workspace.found',
    refuses: { reason: 'firm_stays', message: 'The founding of a firm can’t be taken back.' },
  },
  {
    kind: 'members.accept',
    refuses: {
      reason: 'member_stays',
      message: 'Who has joined is not deleted again. Suspend or remove them in Settings instead.',
    },
  },
]

export const membersWiring: Wiring = {
  importers: [memberImporter],
  restored: [members],
  undoers: stays,
  carried: [
    {
      table: 'member',
      blank: { user_id: null },
      why: 'Accounts, passwords and second factors belong to the installation: members sign in there, or are invited anew.',
    },
    {
      table: 'invitation',
      out: true,
      why: 'An open invitation is a secret; whoever has not come yet is invited anew.',
    },
  ],
}

import type { CarryRule, Wiring } from '#platform/registry'
import { checkKeys } from './jobs.ts'
import { settingsChanged } from './store.ts'

const carried: CarryRule[] = [
  {
    table: 'mail_account',
    blank: {
      imap_secret: null,
      dkim_domain: null,
      dkim_selector: null,
      dkim_secret: null,
      dkim_public: null,
    },
    why: 'The password of the mailbox is entered again, and a new key for signing is made.',
  },
  { table: 'mail_account_state', out: true, why: 'How reading and looking up goes where it is done.' },
]

export const accountsWiring: Wiring = {
  carried,
  jobs: [checkKeys],
  restored: [{ table: 'mail_account', run: (db, _ids, now) => settingsChanged(db, now) }],
}

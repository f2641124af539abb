import type { Wiring } from '#platform/registry'
import { checkKeys } from './jobs.ts'
import { settingsChanged } from './store.ts'

export const accountsWiring: Wiring = {
  jobs: [checkKeys],
  restored: [{ table: 'mail_account', run: (db, _ids, now) => settingsChanged(db, now) }],
}

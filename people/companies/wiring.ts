import type { Wiring } from '#platform/registry'
import { companiesChanged } from './store.ts'

export const companiesWiring: Wiring = {
  records: [{ record: 'company', label: 'Company', path: (id) => `/companies/${id}` }],
  restored: [{ table: 'company', run: (db, ids) => companiesChanged(db, ids) }],
}

import type { Wiring } from '#platform/registry'
import { companiesChanged } from './store.ts'

export const companiesWiring: Wiring = {
  records: [
    {
      record: 'company',
      label: 'Company',
      path: (id) => `/companies/${id}`,
      isThere: async (db, id) =>
        (await db
          .selectFrom('company')
          .select('id')
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()) !== undefined,
    },
  ],
  restored: [{ table: 'company', run: (db, ids) => companiesChanged(db, ids) }],
}

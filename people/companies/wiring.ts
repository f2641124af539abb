import type { Wiring } from '#platform/registry'
import { companyImporter } from './importing.ts'
import { companyLeaver } from './leaving.ts'
import { firmFields } from './list.ts'
import { companiesChanged } from './store.ts'
import { toldCompany } from './told.ts'
import { refuseCircles } from './tree.ts'

export const companiesWiring: Wiring = {
  told: [toldCompany],
  leavers: [companyLeaver],
  lists: [{ record: 'company', fields: firmFields }],
  importers: [companyImporter],
  records: [
    {
      record: 'company',
      label: 'Company',
      may: 'companies.read',
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
  restored: [
    {
      table: 'company',
      run: async (db, ids) => {
        await refuseCircles(db, ids)
        await companiesChanged(db, ids)
      },
    },
  ],
}

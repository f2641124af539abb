import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Wiring } from '#platform/registry'
import { recordsWith } from '#workspace/fields'
import { bringCompaniesBack, emptyCompanies } from './bin.ts'
import { companyChanges } from './changes.ts'
import { companyInputs } from './formulas.ts'
import { companyImporter } from './importing.ts'
import { companyLeaver } from './leaving.ts'
import { firmFields } from './list.ts'
import { edited, removed } from './many.ts'
import { companiesChanged } from './store.ts'
import { toldCompany } from './told.ts'
import { refuseCircles } from './tree.ts'

/** Of which companies an undo put back or took away what is written in a field of the firm's own. */
async function valuesRestored(db: Db, ids: string[]): Promise<void> {
  const rows = await recordsWith(db, 'company', ids)
  await companiesChanged(db, [...new Set(rows.map(({ id }) => id))])
}

export const companiesWiring: Wiring = {
  bulk: [edited, removed],
  told: [toldCompany],
  leavers: [companyLeaver],
  lists: [{ record: 'company', fields: firmFields }],
  importers: [companyImporter],
  formulas: [{ record: 'company', inputs: companyInputs }],
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
  changes: [companyChanges],
  bins: [
    {
      record: 'company',
      reads: 'companies.read',
      may: 'contacts.delete',
      lying: sql`select id, name, name_key, deleted_at from company
        where deleted_at is not null and erased_at is null and merged_into is null`,
      back: bringCompaniesBack,
      empty: emptyCompanies,
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
    { table: 'field_value', run: valuesRestored },
  ],
}

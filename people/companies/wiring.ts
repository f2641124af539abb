import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Wiring } from '#platform/registry'
import { companyImporter } from './importing.ts'
import { companyLeaver } from './leaving.ts'
import { firmFields } from './list.ts'
import { companiesChanged } from './store.ts'
import { toldCompany } from './told.ts'
import { refuseCircles } from './tree.ts'

/** Of which companies an undo put back or took away what is written in a field of the firm's own. */
async function valuesRestored(db: Db, ids: string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from company where id in (
      select record_id from field_value where id = any(${ids}::uuid[])
      union
      select (coalesce(after, before) ->> 'record_id')::uuid from change
      where row_id = any(${ids}::uuid[]) and table_name = 'field_value' and coalesce(after, before) ? 'record_id')`.execute(
    db,
  )
  await companiesChanged(
    db,
    rows.map(({ id }) => id),
  )
}

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
    { table: 'field_value', run: valuesRestored },
  ],
}

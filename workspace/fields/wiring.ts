import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { conflict } from '#platform/http'
import type { RestoredHook, Wiring } from '#platform/registry'
import { changedValues } from './changes.ts'
import { computeJob } from './job.ts'
import { refuseRepeated } from './once.ts'

/** Fields that an undo took away again, and of those the computed ones, as they were. */
async function goneFields(db: Db, ids: readonly string[]): Promise<{ id: string; computed: boolean }[]> {
  const { rows } = await sql<{ id: string; computed: boolean }>`
    select i as id, exists (select from change c where c.row_id = i and c.table_name = 'field' and c.after ->> 'formula' is not null) as computed
    from unnest(${ids}::uuid[]) i where i not in (select id from field where id = any(${ids}::uuid[]))`.execute(
    db,
  )
  return rows
}

const came = {
  contact: ['deleted_at'],
  company: ['deleted_at'],
  deal: ['deleted_at'],
  field_value: ['text_value', 'number_value'],
}
/** What may be there only once does not come back beside another that has it by now, alone or with its record. */
const once = Object.entries(came).map(
  ([table, columns]): RestoredHook => ({
    table,
    taken: {
      columns,
      refuse: (db, ids) =>
        refuseRepeated(
          db,
          sql<boolean>`${sql.ref(table === 'field_value' ? 'v.id' : 'v.record_id')} = any(${ids}::uuid[])`,
        ),
    },
  }),
)

export const fieldsWiring: Wiring = {
  jobs: [computeJob],
  changes: [changedValues],
  carried: [{ table: 'field_once', out: true, why: 'Who writes what at this very moment.' }],
  restored: [
    ...once,
    {
      table: 'field',
      /** A field that was just made goes again with an undo, unless values rest on it: they would be nobody's. What was computed goes with it. */
      run: async (db, ids) => {
        const gone = await goneFields(db, ids)
        const computed = gone.flatMap((it) => (it.computed ? it.id : []))
        if (computed.length > 0) {
          await db.deleteFrom('field_computing').where('field_id', 'in', computed).execute()
          await db.deleteFrom('field_value').where('field_id', 'in', computed).execute()
        }
        const resting = await db
          .selectFrom('field_value')
          .select('id')
          .where(sql<boolean>`field_id = any(${gone.map(({ id }) => id)}::uuid[])`)
          .limit(1)
          .executeTakeFirst()
        if (resting) throw conflict('still_used', 'Something rests on it by now. Take that away first.')
      },
    },
    {
      table: 'field_value',
      computed: async (db, ids) => {
        const { rows } = await sql<{ id: string }>`
          select v.id from field_value v join field f on f.id = v.field_id
          where v.id = any(${ids}::uuid[]) and f.formula is not null`.execute(db)
        return rows.map(({ id }) => id)
      },
    },
  ],
}

import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Wiring } from '#platform/registry'
import { fieldValues } from '#workspace/fields'
import { keepFacts } from './facts.ts'
import { contactLeaver } from './leaving.ts'
import { peopleFields } from './list.ts'
import { contactsChanged, factColumns, factsIn } from './store.ts'
import { toldContact } from './told.ts'

/** What an undo put back is known again from now on. */
async function contactsRestored(db: Db, ids: string[], now: Date): Promise<void> {
  const rows = await db
    .selectFrom('contact')
    .select(['id', ...factColumns])
    .where('id', 'in', ids)
    .execute()
  await keepFacts(
    db,
    rows.flatMap(({ id, ...row }) => factsIn(id, row)),
    now,
  )
  await contactsChanged(db, ids, now)
}

/** The same for custom values; those that are gone again are found by what the change log says of them. */
async function valuesRestored(db: Db, ids: string[], now: Date): Promise<void> {
  const { rows } = await sql<{ contact_id: string; key: string; told: boolean }>`
    select distinct touched.record_id as contact_id, f.key, f.type <> 'relation' as told from (
      select record_id, field_id from field_value where id = any(${ids}::uuid[])
      union
      select (coalesce(after, before) ->> 'record_id')::uuid, (coalesce(after, before) ->> 'field_id')::uuid from change
      where row_id = any(${ids}::uuid[]) and table_name = 'field_value' and coalesce(after, before) ? 'record_id'
    ) touched join field f on f.id = touched.field_id and f.record = 'contact'`.execute(db)
  const values = await fieldValues(
    db,
    rows.map((row) => row.contact_id),
  )
  await keepFacts(
    db,
    rows
      .filter(({ told }) => told)
      .map(({ contact_id, key }) => ({
        contactId: contact_id,
        field: `custom.${key}`,
        value: values.get(contact_id)?.[key] ?? null,
      })),
    now,
  )
  await contactsChanged(db, [...new Set(rows.map((row) => row.contact_id))], now)
}

export const contactsWiring: Wiring = {
  told: [toldContact],
  leavers: [contactLeaver],
  lists: [{ record: 'contact', fields: peopleFields }],
  records: [
    {
      record: 'contact',
      label: 'Contact',
      may: 'contacts.read',
      path: (id) => `/people/${id}`,
      isThere: async (db, id) =>
        (await db
          .selectFrom('contact')
          .select('id')
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()) !== undefined,
    },
  ],
  restored: [
    { table: 'contact', run: contactsRestored },
    { table: 'field_value', run: valuesRestored },
  ],
}

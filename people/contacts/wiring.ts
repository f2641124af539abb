import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Wiring } from '#platform/registry'
import { fieldValues, recordsWith } from '#workspace/fields'
import { bringContactsBack } from './acts.ts'
import { followArrivals } from './arrivals.ts'
import { contactChanges } from './changes.ts'
import { keepFacts } from './facts.ts'
import { contactInputs } from './formulas.ts'
import { contactLeaver } from './leaving.ts'
import { peopleFields } from './list.ts'
import { edited, removed } from './many.ts'
import { owned } from './owned.ts'
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
  const rows = await recordsWith(db, 'contact', ids)
  const people = [...new Set(rows.map(({ id }) => id))]
  const values = await fieldValues(db, people)
  await keepFacts(
    db,
    rows
      .filter(({ relates }) => !relates)
      .map(({ id, key }) => ({
        contactId: id,
        field: `custom.${key}`,
        value: values.get(id)?.[key] ?? null,
      })),
    now,
  )
  await contactsChanged(db, people, now)
}

export const contactsWiring: Wiring = {
  bulk: [edited, removed],
  jobs: [followArrivals],
  told: [toldContact],
  timeline: [owned],
  formulas: [{ record: 'contact', inputs: contactInputs }],
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
  changes: [contactChanges],
  bins: [
    {
      record: 'contact',
      reads: 'contacts.read',
      may: 'contacts.delete',
      lying: sql`select id, name, name_key, deleted_at from contact
        where deleted_at is not null and erased_at is null and merged_into is null`,
      back: bringContactsBack,
    },
  ],
  restored: [
    { table: 'contact', run: contactsRestored },
    { table: 'field_value', run: valuesRestored },
  ],
}

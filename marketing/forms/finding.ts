import { sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import type { ListCondition } from '#platform/registry'

const ofOne = (values: readonly string[] | null) =>
  sql`i.until is null and s.spam is null ${values ? sql`and s.form_id = any(${values.filter(isUuidv7)}::uuid[])` : sql``}`
const sent = sql`identity i join submission s on s.workspace_id = i.workspace_id and s.subject_id = i.subject_id`

/** People by the forms they sent, as far as it is known to have been them. */
export const sentForm: ListCondition = {
  ...{
    record: 'contact',
    field: 'formSent',
    label: 'Sent the form',
    several: true,
    exactly: true,
    may: 'forms.read',
  },
  choices: async (db) => {
    const rows = await db
      .selectFrom('form')
      .select(['id', 'name'])
      .where('deleted_at', 'is', null)
      .where('live_version', 'is not', null)
      .orderBy('name')
      .orderBy('id')
      .limit(500)
      .execute()
    return rows.map(({ id, name }) => ({ value: id, label: name }))
  },
  holds: (values) => sql`exists (select from ${sent}
    where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and ${ofOne(values)})`,
  among: (values) => sql`contact.id in (select i.contact_id from ${sent} where ${ofOne(values)})`,
}

import { sql } from 'kysely'
import { doingOf } from '#people/timeline'
import { isUuidv7 } from '#platform/clock'
import type { ListCondition, PumpStep } from '#platform/registry'

/** Keeps of each person which forms they sent; behind the step that holds them, as all that is kept. */
export const sentStep: PumpStep = {
  name: 'sent',
  rank: 24,
  run: async (db, { contacts }) => {
    const { anew } = doingOf(contacts)
    if (anew.length === 0) return
    await sql`
      with found as materialized (
        select distinct i.contact_id, s.form_id
        from identity i join submission s on s.workspace_id = i.workspace_id and s.subject_id = i.subject_id
        where i.contact_id = any(${anew}::uuid[]) and i.until is null and s.spam is null
      ), kept as (
        insert into sent_form (contact_id, form_id) select contact_id, form_id from found on conflict do nothing
      )
      delete from sent_form k where k.contact_id = any(${anew}::uuid[]) and not exists (
        select from found f where f.contact_id = k.contact_id and f.form_id = k.form_id)`.execute(db)
  },
}

const oneOf = (forms: readonly string[] | null) =>
  forms ? sql`k.form_id = any(${forms.filter(isUuidv7)}::uuid[])` : sql`true`

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
  holds: (forms) => sql`exists (select from sent_form k
    where k.workspace_id = contact.workspace_id and k.contact_id = contact.id and ${oneOf(forms)})`,
  among: (forms) => sql`contact.id in (select k.contact_id from sent_form k where ${oneOf(forms)})`,
}

import { sql } from 'kysely'
import type { ToldRecord } from '#platform/registry'

/** What other programs hear of forms: what somebody sent; what is held back as spam, once it is released. */
export const toldForm: ToldRecord = {
  record: 'form',
  table: 'submission',
  events: [{ type: 'form.submitted', label: 'A form was sent by somebody' }],
  eventOf: (_, now) => (now ? 'form.submitted' : null),
  read: async (db, ids) => {
    const { rows } = await sql<{ id: string }>`
      select s.id, s.form_id as "formId", f.name as form, i.contact_id as "contactId", s.lead_id as "leadId", s.answers,
             s.received_at as "receivedAt"
      from submission s join form f on f.workspace_id = s.workspace_id and f.id = s.form_id
      left join identity i on i.workspace_id = s.workspace_id and i.subject_id = s.subject_id and i.until is null
      where s.id = any(${ids}::uuid[]) and s.spam is null and s.tested_by is null`.execute(db)
    return rows
  },
  fields: {
    id: { type: 'id', words: 'The submission' },
    formId: { type: 'id', words: 'The form' },
    form: { type: 'text', words: 'Its name' },
    contactId: { type: 'id', words: 'Who sent it; an address that they gave proves nothing' },
    leadId: { type: 'id', words: 'The lead that it opened or belongs to' },
    answers: { type: 'object', words: 'What was filled in, by the key of each field' },
    receivedAt: { type: 'instant', words: 'When it was sent' },
  },
}

import { sql } from 'kysely'
import type { ToldRecord } from '#platform/registry'

/** What other programs hear of permissions: each line of the ledger, as it is written. */
export const toldConsent: ToldRecord = {
  record: 'consent',
  table: 'consent',
  events: [{ type: 'consent.changed', label: 'A permission was given, withdrawn or objected to' }],
  eventOf: (_, now) => (now ? 'consent.changed' : null),
  read: async (db, ids) => {
    const { rows } = await sql<{ id: string }>`
      select c.id, i.contact_id as "contactId", c.channel, c.topic, c.basis, c.state, c.at, c.expires_at as "expiresAt"
      from consent c left join identity i
        on i.workspace_id = c.workspace_id and i.subject_id = c.subject_id and i.until is null
      where c.id = any(${ids}::uuid[])`.execute(db)
    return rows
  },
  fields: {
    id: { type: 'id', words: 'The line of the ledger' },
    contactId: { type: 'id', words: 'Whose permission it is, where that is known' },
    channel: { type: 'text', words: 'email, phone, sms, post or any' },
    topic: { type: 'text', words: 'What for, by the key of a topic, as newsletter; * for everything' },
    basis: { type: 'text', words: 'consent, request, contract or legitimate_interest' },
    state: { type: 'text', words: 'pending, granted, withdrawn, objected or expired' },
    at: { type: 'instant', words: 'Since when' },
    expiresAt: { type: 'instant', words: 'Until when, if it ends' },
  },
}

import { type RawBuilder, sql } from 'kysely'
import { humanNow } from '#platform/journal'

/**
 * When a person and the firm first talked, as a column: they were reached, met, or answered by a mail of their own. `when`:
 * which instants count, as a comparison.
 */
export const firstTalk = (contactId: string, when: RawBuilder<unknown>): RawBuilder<Date | null> => sql`(
  select min(t.at) from (
    select a.occurred_at as at from attempt a where a.contact_id = ${sql.ref(contactId)} and a.outcome in ('reached', 'held')
    union all
    select e.occurred_at from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
    where i.contact_id = ${sql.ref(contactId)} and i.until is null and e.kind = 'mail.received' and ${humanNow('e')}
  ) t where t.at ${when})`

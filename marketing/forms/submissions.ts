import { sql } from 'kysely'
import type { Db } from '#platform/db'

export interface SubmissionRow {
  id: string
  form_id: string
  form_name: string
  definition: unknown
  received_at: Date
  contact_id: string | null
  contact_name: string | null
  lead_id: string | null
  sort: 'lead' | 'support' | 'job' | 'supplier' | 'press' | 'spam' | null
  answers: Record<string, string>
  source: { channel?: string }
  claimed: boolean
  spam: string | null
  opted_in_at: Date | null
}

type Which = {
  formId?: string | undefined
  spam: boolean
  /** Only of people whom the caller sees. */
  ofSeen: boolean
  before: { at: string; id: string } | null
  limit: number
}

/** What was sent, the newest first, with the person it belongs to now. */
export async function submissionsOf(db: Db, it: Which): Promise<SubmissionRow[]> {
  const { rows } = await sql<SubmissionRow>`
    select s.id, s.form_id, f.name as form_name, v.definition, s.received_at, c.id as contact_id, c.name as contact_name,
      l.id as lead_id, l.sort, s.answers, s.source, s.claimed, s.spam, s.opted_in_at
    from submission s
    join form f on f.workspace_id = s.workspace_id and f.id = s.form_id
    join form_version v on v.workspace_id = s.workspace_id and v.form_id = s.form_id and v.version = s.version
    left join identity i on i.workspace_id = s.workspace_id and i.subject_id = s.subject_id and i.until is null
    left join contact c on c.workspace_id = s.workspace_id and c.id = i.contact_id and c.deleted_at is null
    left join lead l on l.workspace_id = s.workspace_id and l.id = s.lead_id
    where (s.spam is not null) = ${it.spam}
      ${it.formId ? sql`and s.form_id = ${it.formId}` : sql``}
      ${it.ofSeen ? sql`and c.id is not null` : sql``}
      ${it.before ? sql`and (s.received_at, s.id) < (${it.before.at}::timestamptz, ${it.before.id}::uuid)` : sql``}
    order by s.received_at desc, s.id desc limit ${it.limit}`.execute(db)
  return rows
}

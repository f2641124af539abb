import { type RawBuilder, sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Db } from '#platform/db'
import type { HoldHook } from '#platform/registry'

export type Due = { id: string; name: string; company: string | null; since: Date }

/** Whoever was heard of after it stays. */
export const cutOff = (months: number, now: Date): Date =>
  DateTime.fromJSDate(now, { zone: 'utc' }).minus({ months }).toJSDate()

/**
 * Whom the rule would erase: known for so long, and since then nothing from them, nothing said to them and answered, nothing
 * agreed to, no task left. Customers stay, whoever has a lead open, and whomever another slice holds: by a deal, a handover, a talk.
 */
const dueAt = (since: Date, holds: readonly HoldHook[]): RawBuilder<unknown> => sql`
  from contact left join standing s on s.workspace_id = contact.workspace_id and s.contact_id = contact.id
  where contact.deleted_at is null and contact.merged_into is null and contact.created_at < ${since}
    and coalesce(s.is_customer, false) = false and coalesce(s.open_deals, 0) = 0
    and coalesce(s.last_act_at, contact.created_at) < ${since}
    and not exists (select from lead l where l.workspace_id = contact.workspace_id and l.contact_id = contact.id
      and (l.state in ('open', 'won') or l.last_act_at >= ${since}))
    and not exists (select from identity i join consent c on c.workspace_id = i.workspace_id and c.subject_id = i.subject_id
      where i.workspace_id = contact.workspace_id and i.contact_id = contact.id and i.until is null and c.at >= ${since})
    and not exists (select from task t where t.workspace_id = contact.workspace_id and t.contact_id = contact.id
      and t.done_at is null and t.deleted_at is null)
    and not exists (select from note n where n.workspace_id = contact.workspace_id and n.contact_id = contact.id
      and n.deleted_at is null and n.created_at >= ${since})
    ${sql.join(
      holds.map((holds) => sql`and not ${holds(since)}`),
      sql` `,
    )}`

export async function countDue(db: Db, since: Date, holds: readonly HoldHook[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n ${dueAt(since, holds)}`.execute(db)
  return rows[0]!.n
}

/** The longest silent first. */
export async function listDue(
  db: Db,
  since: Date,
  holds: readonly HoldHook[],
  limit: number,
): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select contact.id, contact.name, coalesce(s.last_act_at, contact.created_at) as since,
      (select c.name from company c where c.workspace_id = contact.workspace_id and c.id = contact.company_id) as company
    ${dueAt(since, holds)} order by 3, contact.id limit ${limit}`.execute(db)
  return rows
}

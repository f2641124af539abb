import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { columnOf, type Db } from '#platform/db'

/** A visitor's act as it comes in by the thousand, under an id that was minted before. */
export type TakenIn = {
  workspaceId: number
  id: string
  kind: string
  subjectId: string
  at: Date
  data: Record<string, unknown>
}

/**
 * Appends human acts of several workspaces in one statement: for the engine, whose transaction has no workspace. Columns are
 * told one by one, and instants in ms: that is read in a fraction of the time that rows of JSON take.
 */
export async function recordAcross(db: Db, events: readonly TakenIn[], now: Date): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
    select n.workspace_id, n.id, n.kind, n.subject_id, to_timestamp(n.ms / 1000)::timestamptz(3), ${now}::timestamptz, true, n.data
    from rows from (
      unnest(${columnOf(events, (it) => it.workspaceId)}::int[], ${columnOf(events, (it) => it.id)}::uuid[],
        ${events.map((it) => it.kind)}::text[], ${columnOf(events, (it) => it.subjectId)}::uuid[],
        ${columnOf(events, (it) => it.at.getTime())}::float8[]),
      jsonb_array_elements(${JSON.stringify(events.map((it) => it.data))}::jsonb)
    ) as n (workspace_id, id, kind, subject_id, ms, data)`.execute(db)
}

/** Subjects of visitors who were never seen before. They have no key: only who keeps the visitor knows which browser. */
export async function makeVisitorsAcross(
  db: Db,
  made: readonly { workspaceId: number; subjectId: string }[],
  now: Date,
): Promise<void> {
  if (made.length === 0) return
  await sql`
    insert into subject (workspace_id, id, kind, created_at)
    select n.workspace_id, n.id, 'visitor', ${now}::timestamptz
    from unnest(${columnOf(made, (it) => it.workspaceId)}::int[], ${columnOf(made, (it) => it.subjectId)}::uuid[])
      as n (workspace_id, id)`.execute(db)
}

/** A new subject for a browser whose next acts are somebody else's. */
export async function makeVisitor(db: Db, now: Date): Promise<string> {
  const id = uuidv7(now)
  await db.insertInto('subject').values({ id, kind: 'visitor', created_at: now }).execute()
  return id
}

import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

/** A visitor's act as it comes in by the thousand, under an id that was minted before. */
export type TakenIn = {
  workspaceId: number
  id: string
  kind: string
  subjectId: string
  at: Date
  data: Record<string, unknown>
}

/** Appends human acts of several workspaces in one statement: for the engine, whose transaction has no workspace. */
export async function recordAcross(db: Db, events: readonly TakenIn[], now: Date): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
    select n."workspaceId", n.id, n.kind, n."subjectId", n.at, ${now}::timestamptz, true, n.data
    from json_to_recordset(${JSON.stringify(events)}::json)
      as n ("workspaceId" int, id uuid, kind text, "subjectId" uuid, at timestamptz, data jsonb)`.execute(db)
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
    select n."workspaceId", n."subjectId", 'visitor', ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(made)}::json) as n ("workspaceId" int, "subjectId" uuid)`.execute(
    db,
  )
}

/** A new subject for a browser whose next acts are somebody else's. */
export async function makeVisitor(db: Db, now: Date): Promise<string> {
  const id = uuidv7(now)
  await db.insertInto('subject').values({ id, kind: 'visitor', created_at: now }).execute()
  return id
}

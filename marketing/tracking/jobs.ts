import { sql } from 'kysely'
import { contactOf } from '#people/identity'
import type { Db } from '#platform/db'
import { judgeAll } from '#platform/journal'
import { contactNews } from '#platform/pump'
import type { Job } from '#platform/registry'
import { forgetSalts } from './intake.ts'

const hourMs = 3600_000
const dayMs = 24 * hourMs
const mostAtOnce = 200
/** What a browser did before it was found out is a program's too, so far back. */
const backMs = dayMs
const machineHitsForMs = 30 * dayMs
/** The hash of a day is nobody's any more once its salt is gone. */
const dayVisitorsForMs = 2 * dayMs
const browsersForMs = 400 * dayMs

type Unjudged = { workspaceId: number; key: string; subjectId: string; machine: string; machineAt: Date }

/** Writes verdicts over what a browser did before it gave itself away as a program; whose score it fed is looked at anew. */
export const judgeJob: Job = {
  name: 'tracking.judge',
  everyMs: 2000,
  run: async ({ database, clock }) => {
    const { rows } = await database.engine((db) =>
      sql<Unjudged>`
        select workspace_id as "workspaceId", key, subject_id as "subjectId", machine, machine_at as "machineAt"
        from visitor where machine_at is not null and judged_at is null
        order by machine_at limit ${mostAtOnce}`.execute(db),
    )
    for (const [workspaceId, visitors] of Map.groupBy(rows, (row) => row.workspaceId)) {
      const now = clock.now()
      await database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'tracking.judge' } },
        (db) => judgeVisitors(db, visitors, now),
      )
    }
  },
}

async function judgeVisitors(db: Db, visitors: readonly Unjudged[], now: Date): Promise<void> {
  for (const { key, subjectId, machine, machineAt } of visitors) {
    const { rows } = await sql<{ id: string }>`
      select e.id from journal_event e
      where e.subject_id = ${subjectId} and e.occurred_at >= ${new Date(machineAt.getTime() - backMs)} and e.human
        and not exists (select from verdict v where v.event_id = e.id)`.execute(db)
    await judgeAll(
      db,
      rows.map((row) => row.id),
      'machine',
      machine,
      now,
    )
    const contactId = await contactOf(db, subjectId)
    if (contactId)
      await contactNews(db, [{ contactId, cause: 'verdict', eventIds: rows.map(({ id }) => id) }], now)
    await db.updateTable('visitor').set({ judged_at: now }).where('key', '=', key).execute()
  }
}

/** Lets go of what is kept for a time only: salts, hashes of past days, what programs did. */
export const forgetJob: Job = {
  name: 'tracking.forget',
  everyMs: hourMs,
  run: async ({ database, clock }) => {
    const now = clock.now()
    const ago = (ms: number) => new Date(now.getTime() - ms)
    await database.engine(async (db) => {
      await forgetSalts(db, now.toISOString().slice(0, 10))
      await sql`delete from visitor where key like 'day:%' and last_at < ${ago(dayVisitorsForMs)}`.execute(db)
      await sql`delete from visitor where last_at < ${ago(browsersForMs)}`.execute(db)
      await sql`delete from machine_hit where known_at < ${ago(machineHitsForMs)}`.execute(db)
    })
  },
}

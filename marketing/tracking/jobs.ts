import { sql } from 'kysely'
import { contactOf } from '#people/identity'
import { uuidv7At } from '#platform/clock'
import { type Db, inSteps, mostForgotten } from '#platform/db'
import { judgeAll } from '#platform/journal'
import { contactNews } from '#platform/pump'
import type { Job, ProgramHook } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { forgetSalts } from './intake.ts'
import { programBackMs } from './visitor.ts'

const hourMs = 3600_000
const dayMs = 24 * hourMs
const mostAtOnce = 200
const machineHitsForMs = 30 * dayMs
/** The hash of a day is nobody's any more once its salt is gone. */
const dayVisitorsForMs = 2 * dayMs
const browsersForMs = 400 * dayMs

/** Writes verdicts over what a browser did before it gave itself away as a program; whose score it fed is looked at anew. */
export const judgeJob: Job = {
  name: 'tracking.judge',
  everyMs: 2000,
  run: async (context) => {
    const { database, clock } = context
    const { rows } = await database.engine((db) =>
      sql<{ workspace_id: number }>`
        select distinct workspace_id from visitor
        where machine_at is not null and judged_at is null order by 1`.execute(db),
    )
    await eachFirm(context, rows, ({ workspace_id: workspaceId }) => {
      const now = clock.now()
      const operation = { kind: 'tracking.judge' }
      return database.tenant({ workspaceId, actor: 'engine', now, operation }, (db) =>
        judgeVisitors(db, context.registry.programs, now),
      )
    })
  },
}

type Unjudged = { key: string; subjectId: string; machine: string; machineAt: Date }

/** Waits for no row that hits are just being written to: its turn is the next one. */
async function judgeVisitors(db: Db, hooks: readonly ProgramHook[], now: Date): Promise<void> {
  const { rows: visitors } = await sql<Unjudged>`
    select key, subject_id as "subjectId", machine, machine_at as "machineAt" from visitor
    where machine_at is not null and judged_at is null
    order by key limit ${mostAtOnce} for update skip locked`.execute(db)
  const news: Parameters<typeof contactNews>[1] = []
  for (const { subjectId, machine, machineAt } of visitors) {
    const { rows } = await sql<{ id: string }>`
      select e.id from journal_event e
      where e.subject_id = ${subjectId} and e.occurred_at >= ${new Date(machineAt.getTime() - programBackMs)} and e.human
        and not exists (select from verdict v where v.event_id = e.id)`.execute(db)
    const eventIds = rows.map(({ id }) => id)
    await judgeAll(db, eventIds, 'machine', machine, now)
    const contactId = await contactOf(db, subjectId)
    if (contactId) news.push({ contactId, cause: 'verdict', eventIds })
  }
  await contactNews(db, news, now)
  const programs = visitors.map(({ key, machine, machineAt }) => ({ key, evidence: machine, at: machineAt }))
  for (const hook of hooks) await hook(db, programs, now)
  const keys = visitors.map(({ key }) => key)
  await sql`update visitor set judged_at = ${now} where key = any(${keys}::text[])`.execute(db)
}

/** Lets go of what is kept for a time only: salts, hashes of past days, what programs did. */
export const forgetJob: Job = {
  name: 'tracking.forget',
  everyMs: hourMs,
  run: async (context) => {
    const now = context.clock.now()
    const ago = (ms: number) => new Date(now.getTime() - ms)
    await context.database.engine((db) => forgetSalts(db, now.toISOString().slice(0, 10)))
    // A subject's id begins with when it was made: nothing that began later can have been silent for so long.
    for (const [kind, silentSince] of [
      ['day:%', ago(dayVisitorsForMs)],
      ['web:%', ago(browsersForMs)],
    ] as const)
      await inSteps(
        context,
        sql`delete from visitor v using (
              select workspace_id, key from visitor
              where key like ${sql.lit(kind)} and subject_id < ${uuidv7At(silentSince)} and last_at < ${silentSince}
              order by subject_id limit ${mostForgotten} for update skip locked) gone
            where v.workspace_id = gone.workspace_id and v.key = gone.key`,
      )
    await inSteps(
      context,
      sql`delete from machine_hit m using (
            select workspace_id, id from machine_hit where known_at < ${ago(machineHitsForMs)}
            order by known_at limit ${mostForgotten}) gone
          where m.workspace_id = gone.workspace_id and m.id = gone.id`,
    )
  },
}

import { type Access, afterRaces, type Db, isOutage } from '#platform/db'
import { type Actor, conflict, forbidden, Refusal, topicChanged } from '#platform/http'
import type { BulkAct, BulkInside, Job, JobContext, Stayed } from '#platform/registry'
import { inTurns } from '#platform/ticks'
import { seeingForAbsent } from '#workspace/calendars'
import { actsStill } from '#workspace/members'
import { stepRows } from './asking.ts'
import { ended, mostNamed, type Stand, setState } from './store.ts'

const statementTimeoutMs = 60_000

type Running = { workspace_id: number; id: string; kind: string; actor: string; key_id: string | null }

/** Goes on with acts on many: step by step, of each firm the first that was asked for; where it was cut off, it goes on. */
export const bulkJob: Job = {
  name: 'bulk-acts',
  everyMs: 1_000,
  run: async (context) => {
    const running = () =>
      context.database.engine((db) =>
        db
          .selectFrom('bulk_act')
          .select(['workspace_id', 'operation_id as id', 'kind', 'actor', 'key_id'])
          .where('state', '=', 'running')
          .orderBy('workspace_id')
          .orderBy('operation_id')
          .execute(),
      )
    await inTurns(context, running, (it) => goOn(context, it))
  },
}

/** One step, in one transaction with how far the act is; says whether there is more to do of it. */
async function goOn(context: JobContext, it: Running): Promise<boolean> {
  try {
    return await afterRaces(() => step(context, it))
  } catch (error) {
    // With the database away nothing can be said; once it is back, it goes on.
    if (isOutage(error)) throw error
    if (error instanceof Refusal) await halt(context, it, { state: 'stopped', problem: error.message })
    else {
      context.log.error({ err: error, operation: it.id }, 'an act on many failed')
      const problem = 'Something broke on our side. What is done is done: let it go on to try again.'
      await halt(context, it, { state: 'paused', problem })
    }
    return false
  }
}

async function step({ database, clock, registry }: JobContext, it: Running): Promise<boolean> {
  const now = clock.now()
  const act = registry.bulk.find(({ kind }) => kind === it.kind)
  const needed = registry.permissions.get(it.kind)
  if (!act || !needed) throw new Error(`No slice offers the act ${it.kind}`)
  const actor = await askedBy(database, it, needed, now)
  const operation = { id: it.id, kind: act.kind, label: act.label }
  const access = { ...accessOf(it, now), operation, statementTimeoutMs }
  return database.tenant({ ...access, ...(actor.reach && { reach: actor.reach }) }, async (db) => {
    const row = await db
      .selectFrom('bulk_act')
      .selectAll()
      .where('operation_id', '=', it.id)
      .where('state', '=', 'running')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row || !(await stands(db, it.id))) return false
    const inside = { db, now, actor, operationId: it.id, registry }
    const done = row.total === null ? await counted(inside, act, row) : await further(inside, act, row)
    await db
      .updateTable('bulk_act')
      .set({ ...done, changed_at: now })
      .where('operation_id', '=', it.id)
      .execute()
    topicChanged(db, 'bulk', ...(done.state === 'done' ? act.touches : []))
    return done.state === 'running'
  })
}

type Row = { input: unknown; after_id: string; done: number; stayed: number; first: unknown }

const counted = async (inside: BulkInside, act: BulkAct, { input, after_id, done, stayed }: Row) => ({
  state: 'running' as const,
  total: done + stayed + (await act.left(inside, input, after_id)),
})

async function further(inside: BulkInside, act: BulkAct, row: Row) {
  const from = { after: row.after_id, most: stepRows }
  const { count, stayed, next } = await act.step(inside, row.input, from)
  const far = {
    ...{ done: row.done + count, stayed: row.stayed + stayed.length },
    first: JSON.stringify([...(row.first as Stayed[]), ...stayed].slice(0, mostNamed)),
  }
  return next
    ? { ...far, state: 'running' as const, after_id: next }
    : { ...far, ...ended(inside.now), state: 'done' as const, total: far.done + far.stayed }
}

/**
 * Whether what was done so far stands in the log; held, so that whoever takes it back meanwhile waits for this step. Where it is being
 * taken back just now, nobody waits for that: false.
 */
async function stands(db: Db, id: string): Promise<boolean> {
  const it = await db
    .selectFrom('operation')
    .select('state')
    .where('id', '=', id)
    .forShare()
    .skipLocked()
    .executeTakeFirst()
  if (it && it.state !== 'done') throw conflict('already_undone', 'What was done so far was taken back.')
  return it !== undefined
}

const accessOf = (it: Running, now: Date): Access => ({ workspaceId: it.workspace_id, actor: it.actor, now })

/** Who asked, with what they may do and see by now. */
async function askedBy(
  database: JobContext['database'],
  it: Running,
  needed: readonly string[],
  now: Date,
): Promise<Actor> {
  const memberId = it.actor.slice(it.actor.indexOf(':') + 1)
  const of = { workspaceId: it.workspace_id, memberId, keyId: it.key_id }
  const known = await actsStill(database, of, now)
  const actor = known && (await seeingForAbsent(database, known, now))
  if (!actor || needed.some((permission) => !actor.permissions.has(permission)))
    throw forbidden('right_ended', 'Whoever asked for this may not do it any more. What is done is done.')
  return actor
}

async function halt({ database, clock }: JobContext, it: Running, why: Stand): Promise<void> {
  const now = clock.now()
  await database.tenant(accessOf(it, now), async (db) => {
    await setState(db, it.id, why, now).where('state', '=', 'running').execute()
    topicChanged(db, 'bulk')
  })
}

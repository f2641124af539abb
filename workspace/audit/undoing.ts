import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { type Access, afterRaces, type Db, isOutage } from '#platform/db'
import { type Actor, conflict, forbidden, Refusal, topicChanged, who } from '#platform/http'
import type { Job, JobContext, UndoResult } from '#platform/registry'
import { inTurns } from '#platform/ticks'
import { actsStill } from '#workspace/members'
import { actToTakeBack, type TakingBack, takeBack } from './taking-back.ts'
import { type Act, undoerOf } from './why-not.ts'

/** More changes than these are not put back while somebody waits for the answer. */
const mostAtOnce = 1_000
const undoTimeoutMs = 600_000
/** In the log it is the same act as the one that is done at once. */
const kind = 'audit.undo'

/** What takes a kind of act back in a way of its own does so at once, however much it is. */
export async function isForTheJob({ db, registry }: TakingBack, id: string, act: Act): Promise<boolean> {
  const undoer = undoerOf(act, registry)
  if (undoer && 'undo' in undoer) return false
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from change where operation_id = ${id} limit ${mostAtOnce + 1}) few`.execute(db)
  return rows[0]!.n > mostAtOnce
}

/**
 * Has the job take an operation back; asked twice, it is done once. Gives the id under which the log names the undo once it is
 * done: until then there is nothing of it in the log.
 */
export async function askToUndo({ db, now, actor }: TakingBack, id: string): Promise<string> {
  const asked = await findUndoing(db, id)
  if (asked?.state === 'undoing') return asked.undoId // the job holds the operation: not waited for
  const { state } = await db
    .selectFrom('operation')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (state === 'undone') throw conflict('already_undone', 'This was undone already.')
  if (state === 'undoing') return (await findUndoing(db, id))!.undoId
  const undoId = uuidv7(now)
  await db.updateTable('operation').set({ state: 'undoing' }).where('id', '=', id).execute()
  await db.deleteFrom('undoing').where('operation_id', '=', id).execute() // of a try that failed
  await db
    .insertInto('undoing')
    .values({
      ...{ operation_id: id, undo_id: undoId, actor: who(actor), key_id: actor.keyId ?? null, asked_at: now },
      reach: actor.reach ? JSON.stringify(actor.reach) : null,
    })
    .execute()
  return undoId
}

const mostConflictsListed = 500
/** Whoever takes something back is told of so many rows that stay; the log says how many there are. */
export const listed = ({ restored, conflicts }: UndoResult): UndoResult => ({
  restored,
  conflicts: conflicts.slice(0, mostConflictsListed),
})

export async function findUndoing(db: Db, operationId: string) {
  const it = await db
    .selectFrom('undoing')
    .select(['undo_id', 'finished_at', 'restored', 'conflicts', 'problem'])
    .where('operation_id', '=', operationId)
    .executeTakeFirst()
  if (!it) return null
  const ended = it.problem === null ? ('undone' as const) : ('refused' as const)
  return {
    undoId: it.undo_id,
    state: it.finished_at ? ended : ('undoing' as const),
    restored: it.restored ?? 0,
    conflicts: (it.conflicts as UndoResult['conflicts'] | null) ?? [],
    problem: it.problem,
  }
}

type Due = {
  workspace_id: number
  id: string
  undoId: string
  actor: string
  keyId: string | null
  reach: Access['reach'] | null
}

/**
 * Takes back what was asked for, of each firm one after the other; what was cut off is begun anew, because each is one
 * transaction.
 */
export const undoings: Job = {
  name: 'undoing',
  everyMs: 1_000,
  run: async (context) => {
    await inTurns(
      context,
      () => context.database.engine(allDue),
      async (due) => {
        await takeOn(context, due)
        return false
      },
    )
  },
}

async function allDue(db: Db): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select workspace_id, operation_id as id, undo_id as "undoId", actor, key_id as "keyId", reach
    from undoing where finished_at is null order by asked_at, workspace_id, operation_id`.execute(db)
  return rows
}

async function takeOn(context: JobContext, due: Due): Promise<void> {
  const { database, clock, registry, log } = context
  const { workspace_id: workspaceId, id: operationId, undoId } = due
  const access = () => ({ workspaceId, actor: due.actor, now: clock.now() })
  try {
    await afterRaces(async () => {
      const actor = await askedBy(context, due)
      const operation = { id: undoId, kind, label: 'Undone' }
      const inside = { ...access(), operation, statementTimeoutMs: undoTimeoutMs }
      await database.tenant({ ...inside, ...(due.reach && { reach: due.reach }) }, async (db) => {
        if (!(await beginsAnew(db, operationId))) return
        const it = { db, now: inside.now, actor, operationId: undoId, registry }
        const done = await takeBack(it, operationId, await actToTakeBack(it, operationId))
        await ends(db, operationId, { ...listed(done), problem: null }, inside.now)
      })
    })
  } catch (error) {
    // With the database away nothing can be said; once it is back, it is begun anew.
    if (isOutage(error)) throw error
    const problem = error instanceof Refusal ? error.message : 'Something broke on our side. Try again.'
    if (!(error instanceof Refusal)) log.error({ err: error, operation: operationId }, 'an undo failed')
    await database.tenant(access(), async (db) => {
      if (await beginsAnew(db, operationId))
        await ends(db, operationId, { restored: 0, conflicts: [], problem }, clock.now())
    })
  }
}

/** Who asked, as far as they may still take something back, seeing what they saw when they asked. */
async function askedBy({ database, clock }: JobContext, due: Due): Promise<Actor> {
  const memberId = due.actor.slice(due.actor.indexOf(':') + 1)
  const of = { workspaceId: due.workspace_id, memberId, keyId: due.keyId }
  const actor = await actsStill(database, of, clock.now())
  if (!actor?.permissions.has('operations.undo'))
    throw forbidden('right_ended', 'Whoever asked for this may not take it back any more.')
  const { reach: _, ...rest } = actor
  return { ...rest, ...(due.reach && { reach: due.reach }) }
}

/** Holds what is to be taken back, as it was before it was asked for; false where another process has ended it. */
async function beginsAnew(db: Db, operationId: string): Promise<boolean> {
  const it = await db
    .selectFrom('undoing')
    .select('operation_id')
    .where('operation_id', '=', operationId)
    .where('finished_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!it) return false
  await db.updateTable('operation').set({ state: 'done' }).where('id', '=', operationId).execute()
  return true
}

async function ends(
  db: Db,
  operationId: string,
  { restored, conflicts, problem }: UndoResult & { problem: string | null },
  now: Date,
): Promise<void> {
  const result = { restored, conflicts: JSON.stringify(conflicts), problem, finished_at: now }
  await db.updateTable('undoing').set(result).where('operation_id', '=', operationId).execute()
  topicChanged(db, 'contacts', 'companies', 'deals', 'tasks', 'settings')
}

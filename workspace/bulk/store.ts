import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Actor, notFound, who } from '#platform/http'
import type { Registry, Stayed } from '#platform/registry'
import { named } from '#workspace/audit'
import type { OwnAct } from './contract.ts'

/** So many of those that stayed are named. */
export const mostNamed = 100
/** So long what has ended is told of, unless it is put aside before. */
const toldMs = 86_400_000

const acts = (db: Db) =>
  db
    .selectFrom('bulk_act')
    .innerJoin('operation', (on) =>
      on
        .onRef('operation.workspace_id', '=', 'bulk_act.workspace_id')
        .onRef('operation.id', '=', 'bulk_act.operation_id'),
    )
    .select(['bulk_act.operation_id as id', 'bulk_act.state', 'bulk_act.done', 'bulk_act.stayed'])
    .select(['bulk_act.total', 'bulk_act.problem', 'bulk_act.began_at as beganAt'])
    .select(['bulk_act.finished_at as finishedAt', 'operation.state as operation'])
    .select((it) => [
      it.fn.coalesce('operation.label', sql<string>`''`).as('label'),
      it.fn.coalesce('operation.conflicts', sql<number>`0`).as('kept'),
    ])

/** Those that whoever asks has asked for, themselves or by a key. */
const own = (db: Db, actor: Actor) => acts(db).where('bulk_act.actor', '=', who(actor))

/** What goes on, and what ended of late and was not put aside. */
export const ownActs = (db: Db, actor: Actor, now: Date) =>
  own(db, actor)
    .where('bulk_act.seen_at', 'is', null)
    .where((or) =>
      or.or([
        or('bulk_act.finished_at', 'is', null),
        or('bulk_act.finished_at', '>', new Date(now.getTime() - toldMs)),
      ]),
    )
    .orderBy('bulk_act.operation_id')
    .execute()

export async function findOwn(db: Db, actor: Actor, id: string) {
  const it = await own(db, actor).where('bulk_act.operation_id', '=', id).executeTakeFirst()
  if (!it) throw notFound('no_bulk_act', 'No act of yours goes on in the background by this id.')
  return it
}

/** Whom it was about is not kept. */
export const ended = (now: Date) => ({ finished_at: now, input: null })

export type Stand = { state: Exclude<OwnAct['state'], 'done'>; problem: string | null }

/** Going on, paused, or stopped for good, and why where nobody did that. */
export const setState = (db: Db, id: string, { state, problem }: Stand, now: Date) =>
  db
    .updateTable('bulk_act')
    .set({
      ...{ state, problem, changed_at: now },
      ...(state === 'stopped' && ended(now)),
      ...(state === 'running' && { began_at: sql<Date>`began_at + (${now}::timestamptz - changed_at)` }),
    })
    .where('operation_id', '=', id)

/** The first of those that stayed, with what they are called and where they open; who is gone, or not seen by whoever asks, is left out. */
export async function firstStayed(db: Db, actor: Actor, { records, bulk }: Registry, id: string) {
  const it = await db
    .selectFrom('bulk_act')
    .select(['first', 'kind'])
    .where('operation_id', '=', id)
    .executeTakeFirstOrThrow()
  const act = bulk.find(({ kind }) => kind === it.kind)
  const kind = records.find(({ record }) => record === act?.record)
  if (!act || !kind || !actor.permissions.has(kind.may)) return []
  const first = await withNames(db, act.record, it.first as Stayed[])
  return first.map((one) => ({ ...one, path: kind.path(one.id) }))
}

export async function withNames(db: Db, record: string, stayed: readonly Stayed[]) {
  if (stayed.length === 0) return []
  const called = await named(
    db,
    stayed.map(({ id }) => ({ table: record, rowId: id })),
  )
  return stayed.flatMap((it, n) => {
    const name = called[n]?.name
    return name ? [{ ...it, name }] : []
  })
}

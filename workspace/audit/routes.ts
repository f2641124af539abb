import { createHash } from 'node:crypto'
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import type { Db } from '#platform/db'
import {
  type Actor,
  conflict,
  decodeCursor,
  type Entry,
  encodeCursor,
  forbidden,
  guard,
  refuseWithout,
  who,
} from '#platform/http'
import type { Registry, Undoer } from '#platform/registry'
import { auditContract } from './contract.ts'
import { refusedUndo, undo } from './undo.ts'

const os = implement(auditContract).$context<Entry>().use(guard)

export const audit = os.router({
  list: os.list.handler(async ({ context: { db, actor, registry }, input }) => {
    const after = input.cursor ? decodeCursor(input.cursor, 'uuid')[0] : null
    const rows = await db
      .selectFrom('operation')
      .leftJoin('member', (on) => on.onRef(sql`'member:' || member.id::text`, '=', 'operation.actor'))
      .select((it) => [
        'operation.id',
        'operation.kind',
        'operation.label',
        'operation.actor',
        'operation.at',
        'operation.state',
        'operation.undoes',
        'member.name as member_name',
        it
          .selectFrom('change')
          .select((fn) => fn.fn.countAll<number>().as('n'))
          .whereRef('change.operation_id', '=', 'operation.id')
          .as('changes'),
      ])
      .$if(after !== null, (query) => query.where('operation.id', '<', after!))
      .$if(actor.reach !== undefined, (query) => query.where('operation.actor', '=', who(actor)))
      .orderBy('operation.id', 'desc')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit)
    return {
      rows: shown.map(({ member_name, changes, ...row }) => ({
        ...row,
        actorName: member_name ?? nameOf(row.actor),
        changes: changes ?? 0,
        undoable:
          row.state === 'done' &&
          (changes ?? 0) > 0 &&
          !isByItself(row.actor, registry, row.kind) &&
          mayDo(actor, registry, row.kind),
      })),
      next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.id]) : null,
    }
  }),
  changes: os.changes.handler(async ({ context: { db, actor }, input }) => {
    if (actor.reach && !(await isOwn(db, actor, input.id))) return { rows: [], next: null }
    const after = input.cursor ? decodeCursor(input.cursor, 'bigint')[0] : '0'
    const rows = await db
      .selectFrom('change')
      .select(['seq', 'table_name', 'row_id', 'before', 'after'])
      .where('operation_id', '=', input.id)
      .where('seq', '>', sql<number>`${after}::bigint`)
      .orderBy('seq')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit)
    return {
      rows: shown.map((row) => ({
        table: row.table_name,
        rowId: row.row_id,
        before: shownOf(row.before),
        after: shownOf(row.after),
      })),
      next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.seq]) : null,
    }
  }),
  undo: os.undo.handler(async ({ context: { db, now, actor, operationId, registry }, input }) => {
    // Whoever may not see the whole log may still take back what they did themselves.
    const isSeen = actor.permissions.has('audit.read') && !actor.reach
    const it = { operationId: input.id, undoId: operationId!, restored: registry.restored, actor, now }
    if (!isSeen && !(await isOwn(db, actor, input.id)))
      throw forbidden('not_yours', 'Only who made a change, or an owner, can undo it.')
    for (const kind of await undoneKinds(db, input.id))
      for (const permission of registry.permissions.get(kind) ?? []) refuseWithout(actor, permission)
    const undoer = await undoerOf(db, registry.undoers, input.id)
    if (!undoer) await refuseByItself(db, registry, input.id)
    try {
      const result = undoer
        ? await undoer.undo(db, it)
        : await undo(db, it.operationId, it.undoId, it.restored, now)
      return { operationId: it.undoId, ...result }
    } catch (error) {
      throw refusedUndo(error)
    }
  }),
})

/** The log tells of every record, so whoever sees a part of the records sees in it what they did themselves. */
async function isOwn(db: Db, actor: Actor, id: string): Promise<boolean> {
  const it = await db.selectFrom('operation').select('actor').where('id', '=', id).executeTakeFirst()
  return it?.actor === who(actor)
}

/** An act is taken back by whoever may do it: somebody's role may have become another since. */
const mayDo = ({ permissions }: Actor, registry: Registry, kind: string) =>
  (registry.permissions.get(kind) ?? []).every((it) => permissions.has(it))

/**
 * What Baton did without anybody: an offer, a frozen month, a mail that came. It follows from what people did, and comes
 * about again or is lost for good where only its rows are put back.
 */
const isByItself = (actor: string, { permissions }: Registry, kind: string) =>
  actor === 'engine' && !permissions.has(kind)

async function refuseByItself(db: Db, registry: Registry, id: string): Promise<void> {
  const it = await db
    .selectFrom('operation')
    .select(['actor', 'kind'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (it && isByItself(it.actor, registry, it.kind))
    throw conflict('by_itself', 'Baton did this by itself. Take back what led to it instead.')
}

/** Of which kinds an act is: an undo is of the kind that it undid too, and so on. */
async function undoneKinds(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive act as (
      select id, kind, undoes from operation where id = ${id}
      union all
      select o.id, o.kind, o.undoes from operation o join act on o.id = act.undoes
    )
    select kind from act`.execute(db)
  return rows.map(({ kind }) => kind)
}

/** Who takes back what is more than its rows; its being taken back is more than its rows too. */
async function undoerOf(db: Db, undoers: readonly Undoer[], id: string): Promise<Undoer | undefined> {
  const it = await db
    .selectFrom('operation')
    .leftJoin('operation as undone', (on) =>
      on
        .onRef('undone.workspace_id', '=', 'operation.workspace_id')
        .onRef('undone.id', '=', 'operation.undoes'),
    )
    .select(['operation.kind', 'undone.kind as undone'])
    .where('operation.id', '=', id)
    .executeTakeFirst()
  if (undoers.some(({ kind }) => kind === it?.undone))
    throw conflict('do_again', 'This can’t be put back by itself. Do it again instead.')
  return undoers.find(({ kind }) => kind === it?.kind)
}

/** What stood in a row, without what only proves a key or a link; of a sealed secret only whether it became another. */
const shownOf = (row: unknown) =>
  row === null
    ? null
    : Object.fromEntries(
        Object.entries(row as object)
          .filter(([name]) => !name.endsWith('_hash'))
          .map(([name, value]) => [name, name.endsWith('_secret') && value ? sealedAs(value) : value]),
      )

const sealedAs = (value: string) => `sealed (${createHash('sha256').update(value).digest('hex').slice(0, 6)})`

const nameOf = (actor: string) =>
  actor === 'engine' ? 'Baton' : actor.startsWith('key:') ? 'An API key' : 'Somebody'

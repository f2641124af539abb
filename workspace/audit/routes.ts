import { createHash } from 'node:crypto'
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { type Db, rehearsed } from '#platform/db'
import { type Actor, decodeCursor, type Entry, encodeCursor, guard, notFound, who } from '#platform/http'
import { auditContract } from './contract.ts'
import { actToTakeBack, seesLog, takeBack } from './taking-back.ts'
import { named } from './undo.ts'
import { foreseen } from './undo-overtaken.ts'
import { askToUndo, findUndoing, isForTheJob, listed } from './undoing.ts'
import { chainOf, whyNot } from './why-not.ts'

const os = implement(auditContract).$context<Entry>().use(guard)

export const audit = os.router({
  list: os.list.handler(async ({ context: { db, actor, registry }, input }) => {
    const after = input.cursor ? decodeCursor(input.cursor, 'uuid')[0] : null
    const rows = await db
      .selectFrom('operation')
      .leftJoin('undoing', 'undoing.operation_id', 'operation.id')
      .leftJoin('member', (on) => on.onRef(sql`'member:' || member.id::text`, '=', 'operation.actor'))
      .select((it) => [
        'operation.id',
        'operation.kind',
        'operation.label',
        'operation.actor',
        'operation.at',
        'operation.state',
        'operation.undoes',
        'operation.conflicts as stayed',
        'undoing.problem',
        'member.name as member_name',
        chainOf(sql.ref('operation.id')).as('chain'),
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
      rows: shown.map(({ member_name, changes, chain, ...row }) => ({
        ...row,
        actorName: member_name ?? nameOf(row.actor),
        changes: changes ?? 0,
        undoable:
          row.state === 'done' &&
          (changes ?? 0) > 0 &&
          actor.permissions.has('operations.undo') &&
          whyNot({ actor: row.actor, chain }, actor, registry) === null,
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
  rehearse: os.rehearse.handler(async ({ context, input }) => {
    const { db, registry } = context
    const act = await actToTakeBack(context, input.id)
    const { restored, conflicts } = (await isForTheJob(context, input.id, act))
      ? await foreseen(db, input.id, registry.restored)
      : await rehearsed(db, () => takeBack(context, input.id, act))
    return { restored, stay: conflicts.length, first: await named(db, conflicts.slice(0, mostNamed)) }
  }),
  undo: os.undo.handler(async ({ context, input: { id } }) => {
    const act = await actToTakeBack(context, id)
    if (await isForTheJob(context, id, act))
      return { operationId: await askToUndo(context, id), state: 'undoing', restored: 0, conflicts: [] }
    return { operationId: context.operationId!, state: 'undone', ...listed(await takeBack(context, id, act)) }
  }),
  undoing: os.undoing.handler(async ({ context: { db, actor }, input: { id } }) => {
    const isSeen = seesLog(actor) || (await isOwn(db, actor, id))
    const it = isSeen ? await findUndoing(db, id) : null
    if (!it) throw notFound('not_asked', 'This is not being taken back in the background.')
    return it
  }),
})

const mostNamed = 20

/** The log tells of every record, so whoever sees a part of the records sees in it what they did themselves. */
async function isOwn(db: Db, actor: Actor, id: string): Promise<boolean> {
  const it = await db.selectFrom('operation').select('actor').where('id', '=', id).executeTakeFirst()
  return it?.actor === who(actor)
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

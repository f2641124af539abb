import { createHash } from 'node:crypto'
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { type Db, rehearsed } from '#platform/db'
import {
  type Actor,
  decodeCursor,
  type Entry,
  encodeCursor,
  forbidden,
  guard,
  type Inside,
  notFound,
  who,
} from '#platform/http'
import { auditContract } from './contract.ts'
import { named, refusedUndo, undo } from './undo.ts'
import { chainOf, findAct, undoerOf, whyNot } from './why-not.ts'

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
    const { db } = context
    const { restored, conflicts } = await rehearsed(db, () => takeBack(context, input.id))
    return { restored, stay: conflicts.length, first: await named(db, conflicts.slice(0, mostNamed)) }
  }),
  undo: os.undo.handler(async ({ context, input }) => ({
    operationId: context.operationId!,
    ...(await takeBack(context, input.id)),
  })),
})

async function takeBack(
  { db, now, actor, operationId, registry }: Inside & Pick<Entry, 'registry'>,
  id: string,
) {
  // Whoever may not see the whole log may still take back what they did themselves.
  const isSeen = actor.permissions.has('audit.read') && !actor.reach
  const act = await findAct(db, id)
  if (!isSeen && act?.actor !== who(actor))
    throw forbidden('not_yours', 'Only who made a change, or an owner, can undo it.')
  if (!act) throw notFound('no_operation', 'This change is not in the log.')
  const refusal = whyNot(act, actor, registry)
  if (refusal) throw refusal
  const { restored } = registry
  const [undoId, firstId] = [operationId!, act.chain.at(-1)!.id]
  const undoer = undoerOf(act, registry)
  try {
    return undoer && 'undo' in undoer
      ? await undoer.undo(db, { operationId: id, firstId, undoId, restored, actor, now })
      : await undo(db, id, undoId, restored, now)
  } catch (error) {
    throw refusedUndo(error)
  }
}

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

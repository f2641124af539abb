import { createHash } from 'node:crypto'
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { type Db, rehearsed } from '#platform/db'
import {
  type Actor,
  decodeCursor,
  type Entry,
  encodeCursor,
  guard,
  notFound,
  refuseWithout,
  who,
} from '#platform/http'
import type { LoggedRow, Registry } from '#platform/registry'
import { actsIn, shownAct } from './acts.ts'
import { auditContract } from './contract.ts'
import { actsFound, kindsFound, logFile } from './finding.ts'
import { actsOn, changesOf, readAll } from './history.ts'
import { actToTakeBack, seesLog, takeBack } from './taking-back.ts'
import { named } from './undo.ts'
import { foreseen } from './undo-overtaken.ts'
import { askToUndo, findUndoing, isForTheJob, listed } from './undoing.ts'

const os = implement(auditContract).$context<Entry>().use(guard)

export const audit = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const { actor, registry } = context
    const after = input.cursor ? decodeCursor(input.cursor, 'uuid')[0] : null
    const rows = await actsFound(context, input, { after, limit: input.limit + 1 })
    const shown = rows.slice(0, input.limit)
    return {
      rows: shown.map((row) => shownAct(row, actor, registry)),
      next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.id]) : null,
    }
  }),
  kinds: os.kinds.handler(async ({ context: { db, actor } }) => ({ rows: await kindsFound(db, actor) })),
  export: os.export.handler(({ context, input }) => logFile(context, input)),
  history: os.history.handler(async ({ context: { db, actor, registry }, input }) => {
    const { record, id, limit } = input
    const kind = registry.records.find((it) => it.record === record)
    if (!kind) throw new Error(`No slice offers records of kind ${record}`)
    refuseWithout(actor, kind.may)
    if (!(await kind.isThere(db, id)))
      throw notFound(`no_${record}`, 'This record is not there, or you may not see it.')
    const before = input.cursor ? decodeCursor(input.cursor, 'uuid')[0] : null
    const found = await actsOn(db, { record, id }, { before, limit: limit + 1 })
    const acts = found.slice(0, limit)
    const changes = await changesOf(db, registry, { record, id }, acts)
    const told = acts.filter((act) => changes.get(act)!.made || changes.get(act)!.fields.length > 0)
    const rows = told.length > 0 ? await actsIn(db).where('operation.id', 'in', told).execute() : []
    return {
      rows: rows.map((row) => {
        const it = shownAct(row, actor, registry)
        const here = changes.get(row.id)!
        if (seesLog(actor) || row.actor === who(actor)) return { ...it, ...here }
        // How much else a colleague's act did is not told to who sees a part.
        return { ...it, undoable: false, changes: here.fields.length, stayed: 0, problem: null, ...here }
      }),
      next: found.length > acts.length ? encodeCursor([acts.at(-1)!]) : null,
    }
  }),
  changes: os.changes.handler(async ({ context: { db, actor, registry }, input }) => {
    if (actor.reach && !(await isOwn(db, actor, input.id))) return { rows: [], next: null }
    const after = input.cursor ? decodeCursor(input.cursor, 'bigint')[0] : '0'
    const rows = await db
      .selectFrom('change')
      .select(['seq', 'table_name as table', 'row_id as rowId', 'before', 'after'])
      .where('operation_id', '=', input.id)
      .where('seq', '>', sql<number>`${after}::bigint`)
      .orderBy('seq')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit) as (LoggedRow & { table: string })[]
    const read = await readAll(db, registry.changes, shown)
    const records = await recordsCalled(db, registry, [...read.values()])
    return {
      rows: shown.map((row) => {
        const said = read.get(row.seq)
        return {
          table: row.table,
          rowId: row.rowId,
          before: shownOf(row.before),
          after: shownOf(row.after),
          of: (said && records.get(said.recordId)) ?? null,
          fields: said?.fields ?? null,
        }
      }),
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

/** What records are called and where they open, by their ids; whoever asks does not see the others. */
async function recordsCalled(
  db: Db,
  { records }: Registry,
  rows: readonly { record: string; recordId: string }[],
) {
  const called = await named(
    db,
    rows.map(({ record, recordId }) => ({ table: record, rowId: recordId })),
  )
  return new Map(
    called.flatMap(({ table, rowId, name }) => {
      const kind = records.find(({ record }) => record === table)
      return kind && name
        ? [[rowId, { record: table, id: rowId, name, path: kind.path(rowId) }] as const]
        : []
    }),
  )
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

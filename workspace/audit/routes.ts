import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { isForeignKeyViolation, isUniqueViolation } from '#platform/db'
import { conflict, decodeCursor, type Entry, encodeCursor, forbidden, guard } from '#platform/http'
import { auditContract } from './contract.ts'
import { undo } from './undo.ts'

const os = implement(auditContract).$context<Entry>().use(guard)

export const audit = os.router({
  list: os.list.handler(async ({ context: { db }, input }) => {
    const after = input.cursor ? String(decodeCursor(input.cursor, 1)[0]) : null
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
      .orderBy('operation.id', 'desc')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit)
    return {
      rows: shown.map(({ member_name, changes, ...row }) => ({
        ...row,
        actorName: member_name ?? nameOf(row.actor),
        changes: changes ?? 0,
      })),
      next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.id]) : null,
    }
  }),
  changes: os.changes.handler(async ({ context: { db }, input }) => {
    const after = input.cursor ? Number(decodeCursor(input.cursor, 1)[0]) : 0
    const rows = await db
      .selectFrom('change')
      .select(['seq', 'table_name', 'row_id', 'before', 'after'])
      .where('operation_id', '=', input.id)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit)
    return {
      rows: shown.map((row) => ({
        table: row.table_name,
        rowId: row.row_id,
        before: row.before as Record<string, unknown> | null,
        after: row.after as Record<string, unknown> | null,
      })),
      next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.seq]) : null,
    }
  }),
  undo: os.undo.handler(async ({ context: { db, now, actor, operationId, registry }, input }) => {
    // Whoever may not see the whole log may still take back what they did themselves.
    if (!actor.permissions.has('audit.read')) {
      const own = await db
        .selectFrom('operation')
        .select('actor')
        .where('id', '=', input.id)
        .executeTakeFirst()
      if (own?.actor !== `${actor.kind}:${actor.memberId}`)
        throw forbidden('not_yours', 'Only who made a change, or an owner, can undo it.')
    }
    try {
      return {
        operationId: operationId!,
        ...(await undo(db, input.id, operationId!, registry.restored, now)),
      }
    } catch (error) {
      if (isForeignKeyViolation(error))
        throw conflict('still_used', 'Something rests on it by now. Take that away first.')
      if (!isUniqueViolation(error)) throw error
      throw conflict(
        'number_taken',
        'Something else has taken its number since. Give that another one first.',
      )
    }
  }),
})

const nameOf = (actor: string) =>
  actor === 'engine' ? 'Baton' : actor.startsWith('key:') ? 'An API key' : 'Somebody'

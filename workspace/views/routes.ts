import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type Entry, guard, notFound } from '#platform/http'
import { viewsContract } from './contract.ts'

const os = implement(viewsContract).$context<Entry>().use(guard)

export const views = os.router({
  list: os.list.handler(async ({ context: { db, actor }, input }) => {
    const rows = await db
      .selectFrom('saved_view')
      .select(['id', 'name', 'shared', 'member_id', 'definition'])
      .where('record', '=', input.record)
      .where((or) => or.or([or('member_id', '=', actor.memberId), or('shared', '=', true)]))
      .orderBy('name')
      .orderBy('id')
      .limit(500)
      .execute()
    return {
      rows: rows.map(({ member_id, definition, ...row }) => ({
        ...row,
        mine: member_id === actor.memberId,
        definition: definition as Record<string, unknown>,
      })),
    }
  }),
  create: os.create.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const id = uuidv7(now)
    await db
      .insertInto('saved_view')
      .values({
        ...input,
        id,
        member_id: actor.memberId,
        definition: JSON.stringify(input.definition),
        created_at: now,
      })
      .execute()
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context: { db, actor, operationId }, input }) => {
    await own(db, input.id, actor.memberId)
    await db
      .updateTable('saved_view')
      .set({
        id: input.id,
        ...(input.name !== undefined && { name: input.name }),
        ...(input.shared !== undefined && { shared: input.shared }),
        ...(input.definition !== undefined && { definition: JSON.stringify(input.definition) }),
      })
      .where('id', '=', input.id)
      .execute()
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, actor, operationId }, input }) => {
    await own(db, input.id, actor.memberId)
    await db.deleteFrom('saved_view').where('id', '=', input.id).execute()
    return { operationId }
  }),
})

async function own(db: Db, id: string, memberId: string): Promise<void> {
  const view = await db.selectFrom('saved_view').select('member_id').where('id', '=', id).executeTakeFirst()
  if (view?.member_id !== memberId)
    throw notFound('no_view', 'This view is not yours, or is not there any more.')
}

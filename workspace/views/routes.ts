import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type Actor, type Entry, guard, notFound } from '#platform/http'
import { viewsContract } from './contract.ts'

const os = implement(viewsContract).$context<Entry>().use(guard)

export const views = os.router({
  list: os.list.handler(async ({ context: { db, actor }, input }) => {
    const rows = await db
      .selectFrom('saved_view')
      .innerJoin('member', (on) =>
        on
          .onRef('member.workspace_id', '=', 'saved_view.workspace_id')
          .onRef('member.id', '=', 'saved_view.member_id'),
      )
      .select([
        'saved_view.id',
        'saved_view.name',
        'saved_view.seen_by as seenBy',
        'saved_view.member_id',
        'saved_view.definition',
        'member.name as maker',
      ])
      .where('record', '=', input.record)
      .where((or) =>
        or.or([
          or('member_id', '=', actor.memberId),
          or('seen_by', '=', 'all'),
          or.and([
            or('seen_by', '=', 'team'),
            or(
              'member.team_id',
              '=',
              db.selectFrom('member').select('team_id').where('id', '=', actor.memberId),
            ),
          ]),
        ]),
      )
      .orderBy('saved_view.name')
      .orderBy('saved_view.id')
      .limit(500)
      .execute()
    const last = await db
      .selectFrom('list_place')
      .select('place')
      .where('member_id', '=', actor.memberId)
      .where('record', '=', input.record)
      .executeTakeFirst()
    return {
      rows: rows.map(({ member_id, definition, seenBy, ...row }) => ({
        ...row,
        seenBy: seenBy as 'own' | 'team' | 'all',
        mine: member_id === actor.memberId,
        mayChange: mayChange({ memberId: member_id, seenBy }, actor),
        definition: definition as Record<string, unknown>,
      })),
      last: last?.place ?? '',
    }
  }),
  remember: os.remember.handler(async ({ context: { db, now, actor }, input }) => {
    const row = { member_id: actor.memberId, ...input, changed_at: now }
    await db
      .insertInto('list_place')
      .values(row)
      .onConflict((on) =>
        on
          .columns(['workspace_id', 'member_id', 'record'])
          .doUpdateSet({ place: input.place, changed_at: now }),
      )
      .execute()
    return {}
  }),
  create: os.create.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const id = uuidv7(now)
    await db
      .insertInto('saved_view')
      .values({
        record: input.record,
        name: input.name,
        seen_by: input.seenBy,
        id,
        member_id: actor.memberId,
        definition: JSON.stringify(input.definition),
        created_at: now,
      })
      .execute()
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context: { db, actor, operationId }, input }) => {
    await changeable(db, input.id, actor)
    await db
      .updateTable('saved_view')
      .set({
        id: input.id,
        ...(input.name !== undefined && { name: input.name }),
        ...(input.seenBy !== undefined && { seen_by: input.seenBy }),
        ...(input.definition !== undefined && { definition: JSON.stringify(input.definition) }),
      })
      .where('id', '=', input.id)
      .execute()
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, actor, operationId }, input }) => {
    await changeable(db, input.id, actor)
    await db.deleteFrom('saved_view').where('id', '=', input.id).execute()
    return { operationId }
  }),
})

type Changing = Pick<Actor, 'memberId' | 'permissions'>

/** What is shared outlives its maker's care: whoever manages the firm may change it too. */
const mayChange = (view: { memberId: string; seenBy: string }, { memberId, permissions }: Changing) =>
  view.memberId === memberId || (view.seenBy !== 'own' && permissions.has('workspace.manage'))

async function changeable(db: Db, id: string, actor: Changing): Promise<void> {
  const view = await db
    .selectFrom('saved_view')
    .select(['member_id as memberId', 'seen_by as seenBy'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!view || !mayChange(view, actor))
    throw notFound('no_view', 'This view is not yours, or is not there any more.')
}

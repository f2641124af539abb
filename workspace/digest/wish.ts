import type { Db } from '#platform/db'
import type { RestoredHook } from '#platform/registry'
import { calendarOf } from '#workspace/calendars'
import { nextMorning } from './clock.ts'

/** What a member wants is set; when the next summary comes follows from it, and is the engine's note. */
export async function wish(db: Db, memberId: string, wanted: boolean, now: Date): Promise<void> {
  await db
    .insertInto('digest_wish')
    .values({ id: memberId, wanted })
    .onConflict((row) => row.columns(['workspace_id', 'id']).doUpdateSet({ wanted }))
    .execute()
  await plan(db, memberId, wanted, now)
}

/** Wanted again, it tells what comes up from now on; what came before was seen, or was to be missed. */
async function plan(db: Db, memberId: string, wanted: boolean, now: Date): Promise<void> {
  await db.deleteFrom('digest_clock').where('member_id', '=', memberId).execute()
  const at = wanted ? nextMorning(await calendarOf(db, memberId, now), now) : null
  if (at) await db.insertInto('digest_clock').values({ member_id: memberId, at, since: now }).execute()
}

/** After an undo it comes, or comes no more, as it did before. */
export const wishRestored: RestoredHook = {
  table: 'digest_wish',
  run: async (db, memberIds, now) => {
    const rows = await db
      .selectFrom('digest_wish')
      .select('id')
      .where('id', 'in', memberIds)
      .where('wanted', '=', true)
      .execute()
    const wanting = new Set(rows.map(({ id }) => id))
    for (const id of memberIds) await plan(db, id, wanting.has(id), now)
  },
}

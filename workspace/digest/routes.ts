import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { calendarOf } from '#workspace/calendars'
import { hearsByMail, wantByMail } from '#workspace/notices'
import { nextMorning } from './clock.ts'
import { digestContract } from './contract.ts'

const os = implement(digestContract).$context<Entry>().use(guard)

export const digest = os.router({
  get: os.get.handler(async ({ context: { db, actor } }) => {
    const clock = await db
      .selectFrom('digest_clock')
      .select('at')
      .where('member_id', '=', actor.memberId)
      .executeTakeFirst()
    const on = clock !== undefined && (await hearsByMail(db, actor.memberId, 'digest'))
    return { on, at: on ? clock.at : null }
  }),
  set: os.set.handler(async ({ context: { db, now, actor, operationId }, input: { on } }) => {
    await db.deleteFrom('digest_clock').where('member_id', '=', actor.memberId).execute()
    const at = on ? nextMorning(await calendarOf(db, actor.memberId, now), now) : null
    if (at)
      await db.insertInto('digest_clock').values({ member_id: actor.memberId, at, since: now }).execute()
    if (on) await wantByMail(db, actor.memberId, 'digest', now)
    return { operationId }
  }),
})

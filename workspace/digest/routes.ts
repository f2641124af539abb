import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { hearsByMail, wantByMail } from '#workspace/notices'
import { digestContract } from './contract.ts'
import { wish } from './wish.ts'

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
    await wish(db, actor.memberId, on, now)
    if (on) await wantByMail(db, actor.memberId, 'digest', now)
    return { operationId }
  }),
})

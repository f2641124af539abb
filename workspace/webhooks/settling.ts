import type { Db } from '#platform/db'
import { notifyAll } from '#workspace/notices'
import { failingForMs, type Tried, type Verdict } from './attempt.ts'
import type { Taken } from './sending.ts'
import { switchOff } from './store.ts'

/** How exactly the last delivery is kept. */
const healthMs = 60_000

/** Writes down how an attempt ended, unless somebody took the message over meanwhile. */
export async function noteAttempt(
  db: Db,
  it: Taken,
  tried: Tried,
  verdict: Verdict,
  now: Date,
): Promise<void> {
  const noted = await db
    .updateTable('webhook_message')
    .set({
      state: verdict.state,
      next_at: verdict.state === 'waiting' ? verdict.nextAt : null,
      status: tried.status,
      took_ms: tried.tookMs,
      answer: tried.answer,
      failure: tried.failure,
    })
    .where('id', '=', it.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', it.attempts)
    .returning('id')
    .executeTakeFirst()
  if (!noted) return
  await noteHealth(db, it.endpointId, verdict.state === 'delivered', now)
}

/** Not of each message: those that end at the same moment would wait for one another. */
async function noteHealth(db: Db, endpointId: string, came: boolean, now: Date): Promise<void> {
  const recently = new Date(now.getTime() - healthMs)
  await db
    .updateTable('webhook_state')
    .set(came ? { failing_since: null, delivered_at: now } : { failing_since: now })
    .where('id', '=', endpointId)
    .where((or) =>
      came
        ? or.or([
            or('failing_since', 'is not', null),
            or('delivered_at', 'is', null),
            or('delivered_at', '<=', recently),
          ])
        : or('failing_since', 'is', null),
    )
    .execute()
}

/** An endpoint that is gone, or to which nothing came through for days, is switched off, and the owners are told. */
export async function switchOffIfHopeless(db: Db, it: Taken, gone: boolean, now: Date): Promise<void> {
  if (!gone) {
    const state = await db
      .selectFrom('webhook_state')
      .select('failing_since')
      .where('id', '=', it.endpointId)
      .executeTakeFirst()
    const since = state?.failing_since
    if (!since || now.getTime() - since.getTime() < failingForMs) return
  }
  if (!(await switchOff(db, it.endpointId, gone ? 'gone' : 'failing'))) return
  const owners = await db
    .selectFrom('member')
    .select('id')
    .where('role', '=', 'owner')
    .where('status', '=', 'active')
    .execute()
  await notifyAll(
    db,
    owners.map(({ id }) => ({
      memberId: id,
      kind: 'webhook_off',
      title: `The webhook “${it.name}” is switched off`,
      body: gone
        ? 'It answered that it is gone for good (410). What waited for it can be sent again once it is back.'
        : 'Nothing came through for five days. What waited for it can be sent again once it is back.',
      link: `/settings/webhooks/${it.endpointId}`,
    })),
    now,
  )
}

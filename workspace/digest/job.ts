import type { Db } from '#platform/db'
import type { DigestSource, Job } from '#platform/registry'
import { calendarOf } from '#workspace/calendars'
import { notify } from '#workspace/notices'
import { nextMorning } from './clock.ts'

const mostAtOnce = 200
const dayMs = 86_400_000

/** Tells who wants it, when their working day begins, what is due; nothing where nothing is. */
export const digestJob: Job = {
  name: 'digest',
  everyMs: 60_000,
  run: async ({ database, clock, registry }) => {
    const now = clock.now()
    const due = await database.engine((db) =>
      db
        .selectFrom('digest_clock')
        .select(['workspace_id', 'member_id'])
        .where('at', '<=', now)
        .orderBy('at')
        .limit(mostAtOnce)
        .execute(),
    )
    for (const { workspace_id: workspaceId, member_id: memberId } of due)
      await database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'digest', label: 'Summary' } },
        (db) => tell(db, memberId, registry.digests, now),
      )
  },
}

async function tell(db: Db, memberId: string, sources: readonly DigestSource[], now: Date): Promise<void> {
  const clock = await db
    .selectFrom('digest_clock')
    .select('since')
    .where('member_id', '=', memberId)
    .where('at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!clock) return
  // Who works on no day of a year is asked about tomorrow again.
  const at = nextMorning(await calendarOf(db, memberId, now), now) ?? new Date(now.getTime() + dayMs)
  await db.updateTable('digest_clock').set({ at, since: now }).where('member_id', '=', memberId).execute()
  const member = await db.selectFrom('member').select('status').where('id', '=', memberId).executeTakeFirst()
  if (member?.status !== 'active') return
  const parts: string[] = []
  for (const { title, lines } of sources.toSorted((a, b) => a.rank - b.rank)) {
    const found = await lines(db, { memberId, since: clock.since, now })
    if (found.length > 0) parts.push(`${title}\n${found.map((line) => `• ${line}`).join('\n')}`)
  }
  if (parts.length === 0) return
  await notify(
    db,
    {
      ...{ memberId, kind: 'digest', title: 'Your day', body: parts.join('\n\n'), link: '/' },
      mail: { text: parts.join('\n\n') },
      mailOnly: true,
    },
    now,
  )
}

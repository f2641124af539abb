import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { DigestSource, Job } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { calendarOf } from '#workspace/calendars'
import { notify } from '#workspace/notices'
import { nextMorning } from './clock.ts'

const mostOfFirm = 100
const dayMs = 86_400_000
/** A summary of the day that comes later than this is none. */
const latestMs = 6 * 3_600_000

/** Tells who wants it, when their working day begins, what is due; nothing where nothing is. */
export const digestJob: Job = {
  name: 'digest',
  everyMs: 60_000,
  run: async (context) => {
    const { database, clock, registry } = context
    const now = clock.now()
    const { rows: due } = await database.engine((db) =>
      sql<{ workspace_id: number; member_id: string }>`
        select workspace_id, member_id from (
          select workspace_id, member_id, at, row_number() over (partition by workspace_id order by at) as turn
          from digest_clock where at <= ${now}) waiting
        where turn <= ${mostOfFirm} order by turn, at`.execute(db),
    )
    await eachFirm(context, due, ({ workspace_id: workspaceId, member_id: memberId }) =>
      database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'digest', label: 'Summary' } },
        (db) => tell(db, memberId, registry.digests, now),
      ),
    )
  },
}

async function tell(db: Db, memberId: string, sources: readonly DigestSource[], now: Date): Promise<void> {
  const clock = await db
    .selectFrom('digest_clock')
    .select(['at', 'since'])
    .where('member_id', '=', memberId)
    .where('at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!clock) return
  // Who works on no day of a year is asked about tomorrow again.
  const isLate = now.getTime() - clock.at.getTime() > latestMs
  const at = nextMorning(await calendarOf(db, memberId, now), now) ?? new Date(now.getTime() + dayMs)
  await db
    .updateTable('digest_clock')
    .set({ at, ...(!isLate && { since: now }) })
    .where('member_id', '=', memberId)
    .execute()
  if (isLate) return
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

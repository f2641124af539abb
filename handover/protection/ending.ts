import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Job } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { dayIn, end, tell, tellManagers } from './acts.ts'
import { planClock } from './store.ts'

/** Says that a protection is about to end, and ends it when its day is over. */
export const protectionJob: Job = {
  name: 'protections that end',
  everyMs: 60_000,
  run: async (context) => {
    const { database, clock } = context
    const now = clock.now()
    const due = await database.engine((db) =>
      db
        .selectFrom('protection_clock')
        .select(['workspace_id', 'protection_id'])
        .where('at', '<=', now)
        .execute(),
    )
    await eachFirm(context, due, ({ workspace_id: workspaceId, protection_id: id }) =>
      database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'protection', label: 'Protection' } },
        (db) => lookAt(db, id, now),
      ),
    )
  },
}

async function lookAt(db: Db, id: string, now: Date): Promise<void> {
  const row = await db
    .selectFrom('protection')
    .select(['id', 'state', 'member_id', 'company_name', 'person_name', 'ends_at'])
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!row) return
  if (row.state !== 'confirmed' || !row.ends_at) {
    await planClock(db, id, null)
    return
  }
  const name = [row.person_name, row.company_name].filter(Boolean).join(', ')
  if (row.ends_at <= now) {
    await end(db, row, { state: 'ended', actor: 'engine', reason: 'Its window is over' }, now)
    await tell(
      db,
      row,
      `${name} is protected no longer`,
      'Its window is over. Register it again with new proof.',
      now,
    )
  } else {
    const until = await dayIn(db, row.ends_at)
    await planClock(db, id, row.ends_at)
    await tell(
      db,
      row,
      `Protection of ${name} ends on ${until}`,
      'Win it, or ask for it to be extended.',
      now,
    )
    await tellManagers(
      db,
      row,
      { title: `Protection of ${name} ends on ${until}`, body: 'It can be extended once.' },
      now,
    )
  }
  topicChanged(db, 'protection')
}

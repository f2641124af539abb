import { sql } from 'kysely'
import {
  bestFirst,
  offerNext,
  readHandovers,
  releasedThisWeek,
  seamInForce,
  waitsForRoom,
} from '#handover/handovers'
import { membersFor } from '#handover/routing'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import { contactNews } from '#platform/pump'
import type { Job, JobContext, JournalKind } from '#platform/registry'
import { eachFirm } from '#platform/ticks'

const everyMs = 60_000
/** Asked for a place in one run; who comes after them is asked a minute later. */
const mostAtOnce = 300

/** Fills the places that came free: a new week, a new capacity, somebody back. */
export const flowJob: Job = {
  name: 'flow control',
  everyMs,
  run: async (context: JobContext) => {
    const { database, clock, registry } = context
    // Whoever waits has a clock.
    const workspaces = await database.engine((db) =>
      db.selectFrom('pump_clock').select('workspace_id').distinct().execute(),
    )
    await eachFirm(context, workspaces, async ({ workspace_id: workspaceId }) => {
      const asked: string[] = []
      for (let id: string | null = ''; id !== null && asked.length < mostAtOnce; ) {
        const now = clock.now()
        // One a transaction: nobody's answer waits for the list.
        id = await database.tenant(
          { workspaceId, actor: 'engine', now, operation: { kind: 'flow', label: 'Released to sales' } },
          (db) => releaseNext(db, asked, registry.journal, now),
        )
        if (id) asked.push(id)
      }
    })
  },
}

/** Lays the best who waits, and was not asked about yet, before a receiver if there is room; null: nobody is left. */
async function releaseNext(
  db: Db,
  asked: readonly string[],
  kinds: readonly JournalKind[],
  now: Date,
): Promise<string | null> {
  const full = await fullLines(db, now)
  if (full === 'everybody') return null
  const { rows } = await sql<{ id: string }>`
    select h.id from handover h where ${waitsForRoom} and h.id <> all(${asked}::uuid[])
      and h.product_line_id <> all(${full}::uuid[])
    order by ${bestFirst} limit 1 for update of h skip locked`.execute(db)
  const [held] = rows[0] ? await readHandovers(db, [rows[0].id]) : []
  if (!held) return null
  const after = await offerNext(db, held, { now, kinds, actor: 'engine', inTurn: true })
  if (after.handover.state === 'waiting') return held.row.id
  await contactNews(db, [{ contactId: held.row.contact_id, cause: 'handover' }], now)
  await topicChanged(db, 'handovers', 'contacts')
  return held.row.id
}

/** Product lines whose week is full; `everybody` when no receiver has a place left. */
async function fullLines(db: Db, now: Date): Promise<string[] | 'everybody'> {
  const { rows } = await sql`select 1 from handover h where ${waitsForRoom} limit 1`.execute(db)
  if (rows.length === 0) return 'everybody'
  const members = await membersFor(db, now)
  const hasRoom = members.some(
    (it) =>
      it.takesLeads &&
      (!it.isAbsent || it.deputyId !== null) &&
      (it.weeklyCapacity === null || it.takenThisWeek < it.weeklyCapacity),
  )
  if (members.length > 1 && !hasRoom) return 'everybody'
  const seam = await seamInForce(db)
  const released = await releasedThisWeek(db, now)
  return seam.weekly
    .filter(({ productLineId, perWeek }) => (released.get(productLineId) ?? 0) >= perWeek)
    .map(({ productLineId }) => productLineId)
}

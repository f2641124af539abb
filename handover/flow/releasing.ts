import { sql } from 'kysely'
import {
  bestFirst,
  holdWeek,
  offerNext,
  readHandovers,
  releasedThisWeek,
  seamInForce,
  waitsForRoom,
} from '#handover/handovers'
import { isRegistered } from '#handover/protection'
import { membersFor, routeKeys } from '#handover/routing'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import { contactNews } from '#platform/pump'
import type { Job, JobContext, JournalKind } from '#platform/registry'
import { eachFirm } from '#platform/ticks'

const everyMs = 60_000
/** Looked at in one transaction, and released in one run; who comes after them is released a minute later. */
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
      const inside = <T>(run: (db: Db, now: Date) => Promise<T>) => {
        const [now, operation] = [clock.now(), { kind: 'flow', label: 'Released to sales' }]
        return database.tenant({ workspaceId, actor: 'engine', now, operation }, (db) => run(db, now))
      }
      const waiting = await inside(waitingNow)
      // Where the best found nobody, who would go the same way is not asked about in this run.
      const shut = new Set<string>()
      let released = 0
      for (let n = 0; n < waiting.length && released < mostAtOnce; n += mostAtOnce)
        for (const { id, way } of await inside((db, now) =>
          waysOf(db, waiting.slice(n, n + mostAtOnce), now),
        )) {
          if (shut.has(way)) continue
          // One a transaction: nobody's answer waits for the list.
          const became = await inside((db, now) => release(db, id, registry.journal, now))
          if (became === 'waits') shut.add(way)
          if (became === 'released') released++
        }
    })
  },
}

/** Who waits, best first; nobody where nobody could take them. */
async function waitingNow(db: Db, now: Date): Promise<string[]> {
  const { rows: some } = await sql`select 1 from handover h where ${waitsForRoom} limit 1`.execute(db)
  if (some.length === 0) return []
  const members = await membersFor(db, now)
  const hasRoom = members.some(
    (it) =>
      it.takesLeads &&
      (!it.isAbsent || it.deputyId !== null) &&
      (it.weeklyCapacity === null || it.takenThisWeek < it.weeklyCapacity),
  )
  if (members.length > 1 && !hasRoom) return []
  const seam = await seamInForce(db)
  const released = await releasedThisWeek(db, now)
  const full = seam.weekly
    .filter(({ productLineId, perWeek }) => (released.get(productLineId) ?? 0) >= perWeek)
    .map(({ productLineId }) => productLineId)
  const { rows } = await sql<{ id: string }>`
    select h.id from handover h where ${waitsForRoom} and h.product_line_id <> all(${full}::uuid[]) order by ${bestFirst}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Which way each would go. Whoever is registered goes a way of their own: to who registered them. */
async function waysOf(db: Db, ids: readonly string[], now: Date): Promise<{ id: string; way: string }[]> {
  const { rows } = await sql<{
    id: string
    contactId: string
    leadId: string | null
    productLineId: string
    registered: boolean
  }>`
    select h.id, h.contact_id as "contactId", h.lead_id as "leadId", h.product_line_id as "productLineId",
      ${isRegistered('h', now)} as registered
    from unnest(${ids}::uuid[]) with ordinality as w (id, n) join handover h on h.id = w.id order by w.n`.execute(
    db,
  )
  const keys = await routeKeys(db, rows)
  return rows.map(({ id, registered }, at) => ({ id, way: registered ? id : keys[at]! }))
}

/** Lays one who waits before a receiver, if there is room. */
async function release(
  db: Db,
  id: string,
  kinds: readonly JournalKind[],
  now: Date,
): Promise<'released' | 'waits' | 'gone'> {
  await holdWeek(db, await seamInForce(db))
  const { rows } = await sql<{ id: string }>`
    select h.id from handover h where h.id = ${id} and ${waitsForRoom} for update of h skip locked`.execute(
    db,
  )
  const [held] = rows[0] ? await readHandovers(db, [rows[0].id]) : []
  if (!held) return 'gone'
  const after = await offerNext(db, held, { now, kinds, actor: 'engine', inTurn: true })
  if (after.handover.state === 'waiting') return 'waits'
  await contactNews(db, [{ contactId: held.row.contact_id, cause: 'handover' }], now)
  topicChanged(db, 'handovers', 'contacts')
  return 'released'
}

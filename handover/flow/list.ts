import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { z } from 'zod'
import {
  bestFirst,
  nobody,
  pointsNow,
  releasedThisWeek,
  seamInForce,
  waitsForRoom,
} from '#handover/handovers'
import { membersFor } from '#handover/routing'
import { beyondReach, type Db } from '#platform/db'
import { decodeCursor, encodeCursor } from '#platform/http'
import { whoseAct } from '#workspace/audit'
import { firmZone } from '#workspace/members'
import type { waitingShape } from './contract.ts'
import { forecast, type Room } from './forecast.ts'

interface Waits {
  id: string
  contact_id: string
  product_line_id: string
  score: number
  opened_at: Date
  pulled_at: Date | null
}
type Asked = {
  productLineId?: string | undefined
  cursor?: string | undefined
  limit: number
  /** Who asks sees a part of the people: they hear of those alone, and no place or sum, which speak of everybody. */
  isPart: boolean
}

const roomOf = (perWeek: number | null, taken: number): Room =>
  perWeek === null
    ? { now: Number.POSITIVE_INFINITY, weekly: Number.POSITIVE_INFINITY }
    : { now: Math.max(0, perWeek - taken), weekly: perWeek }

/** The waiting list with positions and the week in which each would go, and what is taken of what was agreed. */
export async function waitingList(db: Db, { productLineId, cursor, limit, isPart }: Asked, now: Date) {
  const waiting = await waitingInReach(db)
  const seam = await seamInForce(db)
  const released = await releasedThisWeek(db, now)
  const lines = await db
    .selectFrom('product_line')
    .select(['id', 'name'])
    .where('archived_at', 'is', null)
    .orderBy('is_default', 'desc')
    .orderBy('name')
    .execute()
  const perWeekOf = new Map(seam.weekly.map((one) => [one.productLineId, one.perWeek]))
  const taken = (id: string) => released.get(id) ?? 0
  const receivers = await receiversOf(db, now)
  const weeks = forecast(
    waiting.map((row) => ({ productLineId: row.product_line_id })),
    new Map([...perWeekOf].map(([id, perWeek]) => [id, roomOf(perWeek, taken(id))])),
    roomOf(receivers.perWeek, receivers.taken),
  )
  const zone = await firmZone(db)
  const monday = DateTime.fromJSDate(now, { zone }).startOf('week')
  const placed = waiting.map((row, at) => ({
    ...row,
    position: isPart ? null : at + 1,
    week: isPart ? null : (weeks[at] ?? null),
  }))
  const those = productLineId ? placed.filter((row) => row.product_line_id === productLineId) : placed
  const start = cursor ? Number(decodeCursor(cursor, 'count')[0]) : 0
  const slice = those.slice(start, start + limit)
  const told = await tellingsOf(db, slice)
  const nameOf = new Map(lines.map((line) => [line.id, line.name]))
  const end = start + slice.length
  return {
    rows: slice.map((row): z.infer<typeof waitingShape> => {
      const known = told.get(row.id)!
      return {
        handoverId: row.id,
        contactId: row.contact_id,
        name: known.name,
        company: known.company,
        productLine: { id: row.product_line_id, name: nameOf.get(row.product_line_id) ?? '' },
        position: row.position,
        score: row.score,
        since: row.opened_at,
        why: known.why ?? '',
        pulled:
          row.pulled_at && known.pulled_by
            ? { at: row.pulled_at, by: known.pulled_by, reason: known.pulled_why ?? '' }
            : null,
        week: row.week === null ? null : monday.plus({ weeks: row.week }).toISODate(),
      }
    }),
    next: end < those.length ? encodeCursor([end]) : null,
    count: those.length,
    isPart,
    receivers: isPart ? { ...receivers, taken: null } : receivers,
    lines: lines.map(({ id, name }) => ({
      productLineId: id,
      name,
      perWeek: perWeekOf.get(id) ?? null,
      taken: isPart ? null : taken(id),
      waiting: waiting.filter((row) => row.product_line_id === id).length,
    })),
    agreement: seam.agreement,
  }
}

/** Best first. Who waits is nobody's yet, so whom somebody sees is said by the person and not by the receiver. */
async function waitingInReach(db: Db): Promise<Waits[]> {
  const { rows } = await beyondReach(db, () =>
    sql<Waits>`
      select h.id, h.contact_id, h.product_line_id, ${pointsNow}::int as score, h.opened_at, h.pulled_at
      from handover h where ${waitsForRoom} order by ${bestFirst}`.execute(db),
  )
  const { rows: people } = await sql<{ id: string }>`
    select id from contact where id = any(${rows.map((row) => row.contact_id)}::uuid[])`.execute(db)
  const seen = new Set(people.map(({ id }) => id))
  return rows.filter((row) => seen.has(row.contact_id))
}

/** What all who take leads agreed on together; without a limit for one of them there is none for all. */
async function receiversOf(db: Db, now: Date): Promise<{ perWeek: number | null; taken: number }> {
  const takers = (await membersFor(db, now)).filter((member) => member.takesLeads)
  const limits = takers.map((member) => member.weeklyCapacity)
  return {
    perWeek: limits.includes(null) ? null : limits.reduce<number>((sum, n) => sum + (n ?? 0), 0),
    taken: takers.reduce((sum, member) => sum + member.takenThisWeek, 0),
  }
}

interface Telling {
  id: string
  name: string
  company: string | null
  why: string | null
  pulled_by: string | null
  pulled_why: string | null
}

/** Names, the newest reason to wait, and who pulled somebody forward. */
async function tellingsOf(db: Db, rows: readonly Waits[]): Promise<Map<string, Telling>> {
  if (rows.length === 0) return new Map()
  const { rows: told } = await sql<Telling>`
    select h.id, c.name, (select name from company where company.id = c.company_id) as company,
      (select s.reason from handover_state s where s.handover_id = h.id and s.actor = 'engine'
        order by s.recorded_at desc, s.reason = any(${Object.values(nobody)}) desc, s.id desc limit 1) as why,
      m.name as pulled_by, p.reason as pulled_why
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.contact_id)}::uuid[],
      ${rows.map((row) => row.pulled_at)}::timestamptz[]) as h (id, contact_id, pulled_at)
    join contact c on c.id = h.contact_id
    left join lateral (select s.workspace_id, s.reason, s.actor from handover_state s where s.handover_id = h.id and s.at = h.pulled_at
      order by s.id desc limit 1) p on true
    ${whoseAct('p')}`.execute(db)
  return new Map(told.map((row) => [row.id, row]))
}

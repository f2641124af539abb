import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { addBusinessMinutes, type Calendar, calendarOf } from '#workspace/calendars'
import type { Stage } from './stage.ts'

/** An offer as whoever gets it sees it, with what this play knows of the person. */
export type Offered = {
  offerId: string
  handoverId: string
  memberId: string
  number: number
  lane: 'asked' | 'earned'
  contactId: string
  companyId: string | null
  leadId: string | null
  productLineId: string
  email: string | null
  offeredAt: Date
  answerDueAt: Date | null
  calendar: Calendar
}

/** Open offers made since the last look. */
export async function newOffers({ inside }: Stage, seen: Set<string>): Promise<Offered[]> {
  return inside('Offers looked at', async (db, now) => {
    const { rows } = await sql<Omit<Offered, 'calendar'>>`
      select o.id as "offerId", h.id as "handoverId", o.member_id as "memberId", o.number, h.lane, h.contact_id as "contactId",
        h.company_id as "companyId", h.lead_id as "leadId", h.product_line_id as "productLineId", c.email,
        o.offered_at as "offeredAt", o.answer_due_at as "answerDueAt"
      from offer o join handover h on h.workspace_id = o.workspace_id and h.id = o.handover_id and h.kind = 'lead'
      join contact c on c.workspace_id = h.workspace_id and c.id = h.contact_id
      where o.state = 'open' order by o.offered_at, o.id`.execute(db)
    const fresh = rows.filter(({ offerId }) => !seen.has(offerId))
    const offers: Offered[] = []
    for (const row of fresh) {
      seen.add(row.offerId)
      offers.push({ ...row, calendar: await calendarOf(db, row.memberId, now) })
    }
    return offers
  })
}

/** Whether a member still has something to say on an offer, or works on the handover. */
export async function isTheirs(
  db: Db,
  handoverId: string,
  memberId: string,
): Promise<'offered' | 'working' | null> {
  const row = await db
    .selectFrom('handover')
    .select(['state', 'receiver_id'])
    .where('id', '=', handoverId)
    .where('kind', '=', 'lead')
    .executeTakeFirst()
  if (row?.receiver_id !== memberId) return null
  return row.state === 'offered' || row.state === 'working' ? row.state : null
}

/** Whether a member has the person as theirs; of two handovers of one person the later one takes them. */
export const has = (
  { inside }: Stage,
  { contactId, memberId }: Pick<Offered, 'contactId' | 'memberId'>,
): Promise<boolean> =>
  inside('Looked up', async (db) => {
    const row = await db
      .selectFrom('contact')
      .select('owner_id')
      .where('id', '=', contactId)
      .executeTakeFirst()
    return row?.owner_id === memberId
  })

/** Handovers that routing gave up on: a manager has to choose. */
export const withManager = ({ inside }: Stage): Promise<string[]> =>
  inside('Queue looked at', async (db) => {
    const rows = await db
      .selectFrom('handover')
      .select('id')
      .where('kind', '=', 'lead')
      .where('with_manager', '=', true)
      .where('state', 'in', ['waiting', 'offered'])
      .orderBy('opened_at')
      .orderBy('id')
      .execute()
    return rows.map((row) => row.id)
  })

/** So many minutes of their working time later. */
export const workedLater = (from: Date, minutes: number, calendar: Calendar): Date =>
  addBusinessMinutes(calendar, from, minutes) ?? new Date(from.getTime() + minutes * 60_000)

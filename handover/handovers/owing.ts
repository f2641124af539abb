import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { addBusinessMinutes, calendarOf, firmCalendar, minutesPerWorkingDay } from '#workspace/calendars'
import { membersSeeing } from '#workspace/members'
import type { Held } from './record.ts'
import { seamInForce } from './setting.ts'

/**
 * Who of marketing owes the answer, and until when: whose campaign it is, else the only marketer who sees it, else marketing as
 * a whole in the firm's calendar. A calendar that never opens is no clock, so the firm's runs instead.
 */
export async function marketingOwes(
  db: Db,
  { row }: Held,
  now: Date,
): Promise<{ judge_id: string | null; judge_due_at: Date | null }> {
  const { verdictDays } = await seamInForce(db)
  const marketers = (await membersSeeing(db, 'feedback.answer', row.receiver_id)).filter(
    ({ role }) => role === 'marketer',
  )
  const { rows } = await sql<{ owner_id: string | null }>`
    select c.owner_id from lead l join campaign c on c.workspace_id = l.workspace_id and c.code_key = l.campaign_key
    where l.id = ${row.lead_id} and c.deleted_at is null`.execute(db)
  const one = marketers.length === 1 ? marketers[0] : marketers.find(({ id }) => id === rows[0]?.owner_id)
  const firm = await firmCalendar(db, now)
  const own = one ? await calendarOf(db, one.id, now) : firm
  const due = (calendar: typeof firm) => {
    const minutes = verdictDays * minutesPerWorkingDay(calendar)
    return minutes === 0 ? null : addBusinessMinutes(calendar, now, minutes)
  }
  return { judge_id: one?.id ?? null, judge_due_at: due(own) ?? due(firm) }
}

import { sql } from 'kysely'
import type { DigestSource } from '#platform/registry'

const dayMs = 86_400_000

/** What waits for the member at the seam, in numbers alone: a contractor may not read names before accepting. */
export const seamDigest: DigestSource = {
  title: 'Leads',
  rank: 10,
  lines: async (db, { memberId, now }) => {
    const soon = new Date(now.getTime() + dayMs)
    const { rows } = await sql<{ answer: number; late: number; decide: number }>`
      select count(*) filter (where h.state = 'offered')::int as answer,
        count(*) filter (where h.state = 'offered' and o.answer_due_at < ${now})::int as late,
        count(*) filter (where h.state = 'working' and h.decision_due_at < ${soon})::int as decide
      from handover h left join offer o on o.handover_id = h.id and o.state = 'open'
      where h.kind = 'lead' and ((h.state = 'offered' and o.member_id = ${memberId}) or (h.state = 'working' and h.receiver_id = ${memberId}))`.execute(
      db,
    )
    const { answer, late, decide } = rows[0]!
    return [
      ...(answer > 0 ? [`${answer} to answer${late > 0 ? `, ${late} of them overdue` : ''}`] : []),
      ...(decide > 0 ? [`${decide} to decide on by tomorrow`] : []),
    ]
  },
}

import { sql } from 'kysely'
import type { TimelineItem, TimelineSource, Wiring } from '#platform/registry'

const channels: Record<string, string> = {
  phone: 'Call',
  email: 'Mail',
  meeting: 'Meeting',
  message: 'Message',
  visit: 'Visit',
  post: 'Letter',
}
const outcomes: Record<string, string> = {
  reached: 'reached',
  no_answer: 'no answer',
  voicemail: 'voicemail',
  wrong_number: 'wrong number',
  sent: 'sent',
  held: 'took place',
  no_show: 'they did not come',
}

/** Tries to reach people, and talks with them. */
const timeline: TimelineSource = {
  name: 'talks',
  load: async (db, of, before, limit) => {
    if (!of.contactId && !of.companyId && !of.dealId) return []
    const rows = await db
      .selectFrom('attempt')
      .leftJoin('member', (on) =>
        on
          .onRef('member.workspace_id', '=', 'attempt.workspace_id')
          .onRef('member.id', '=', 'attempt.member_id'),
      )
      .select([
        'attempt.id',
        'attempt.channel',
        'attempt.outcome',
        'attempt.note',
        'attempt.occurred_at',
        'member.name',
      ])
      .$if(of.contactId !== undefined, (it) => it.where('attempt.contact_id', '=', of.contactId!))
      .$if(of.dealId !== undefined, (it) =>
        it.where(
          sql<boolean>`(attempt.deal_id = ${of.dealId} or attempt.handover_id in (
            select h.id from handover h join deal d on d.lead_id = h.lead_id where d.id = ${of.dealId} and h.kind = 'lead'))`,
        ),
      )
      .$if(of.companyId !== undefined, (it) =>
        it.where(
          sql<boolean>`attempt.contact_id in (select id from contact where company_id = ${of.companyId} and deleted_at is null)`,
        ),
      )
      .where('attempt.mail_id', 'is', null) // a mail stands there itself
      .where('attempt.occurred_at', '<', before)
      .orderBy('attempt.occurred_at', 'desc')
      .orderBy('attempt.id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(
      (row): TimelineItem => ({
        id: row.id,
        kind: 'talk',
        at: row.occurred_at,
        text: `${channels[row.channel] ?? row.channel}: ${outcomes[row.outcome] ?? row.outcome}`,
        ...(row.note && { detail: row.note }),
        who: row.name ?? 'Somebody',
        icon:
          row.channel === 'email' || row.channel === 'post'
            ? 'mail'
            : row.channel === 'phone'
              ? 'phone'
              : 'walk',
      }),
    )
  },
}

export const talksWiring: Wiring = { timeline: [timeline] }

import { sql } from 'kysely'
import type { KeptSource } from '#platform/registry'

/** To whom in the firm somebody was handed, and what became of it. */
export const keptHandovers: KeptSource = {
  title: 'Whom they were handed to',
  none: 'They were handed to nobody.',
  rank: 20,
  lines: async (db, { contactId }) => {
    const { rows } = await sql<{ name: string; state: string; at: Date; reason: string | null }>`
      select coalesce(m.name, 'Somebody who left') as name, replace(o.state, '_', ' ') as state, o.offered_at as at,
        case when h.state = 'sent_back' then replace(h.sent_back_reason, '_', ' ') end as reason
      from offer o join handover h on h.workspace_id = o.workspace_id and h.id = o.handover_id
      left join member m on m.workspace_id = o.workspace_id and m.id = o.member_id
      where h.contact_id = ${contactId} order by o.offered_at desc, o.id desc`.execute(db)
    return rows.map(({ name, state, at, reason }) => ({
      text: `${name}: ${state}`,
      detail: reason && `sent back: ${reason}`,
      at,
    }))
  },
}

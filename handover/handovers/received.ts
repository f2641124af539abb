import { sql } from 'kysely'
import type { KeptSource } from '#platform/registry'
import { reasonLabel } from './reasons.ts'
import { ownReasonLabels } from './setting.ts'

const states: Record<string, string> = {
  open: 'asked to take them over',
  accepted: 'took them over',
  sent_back: 'sent them back',
  expired: 'did not answer in time',
  withdrawn: 'not needed any more',
  handed_on: 'handed them on',
}

/** To whom in the firm somebody was handed, and what became of it. */
export const keptHandovers: KeptSource = {
  title: 'Whom they were handed to',
  none: 'They were handed to nobody.',
  rank: 20,
  lines: async (db, { contactId }) => {
    const { rows } = await sql<{ name: string; state: string; at: Date; reason: string | null }>`
      select coalesce(m.name, 'Somebody who left') as name, o.state, o.offered_at as at,
        case when h.state = 'sent_back' and o.state in ('accepted', 'sent_back') then h.sent_back_reason end as reason
      from offer o join handover h on h.workspace_id = o.workspace_id and h.id = o.handover_id
      left join member m on m.workspace_id = o.workspace_id and m.id = o.member_id
      where h.contact_id = ${contactId} order by o.offered_at desc, o.id desc`.execute(db)
    const own = await ownReasonLabels(db)
    return rows.map(({ name, state, at, reason }) => ({
      text: `${name}: ${states[state]}`,
      detail: reason && `sent back: ${reasonLabel(reason, own)}`,
      at,
    }))
  },
}

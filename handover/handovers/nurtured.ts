import { sql } from 'kysely'
import type { Looked } from '#handover/scoring'
import type { Db } from '#platform/db'

export interface Due {
  contact_id: string
  product_line_id: string
  lane: 'asked' | 'earned'
  company_id: string | null
  event_id: string | null
}

/** Nurtured, and the day has come: they come back without a new act, once, to who had them. */
export async function dueAgain(db: Db, woken: readonly Looked[], now: Date): Promise<Map<string, Due[]>> {
  if (woken.length === 0) return new Map()
  const { rows } = await sql<Due>`
    select distinct on (h.contact_id, h.product_line_id) h.contact_id, h.product_line_id, h.lane, c.company_id, h.event_id
    from handover h join contact c on c.id = h.contact_id
    where h.contact_id = any(${woken.map((look) => look.contactId)}::uuid[]) and h.kind = 'lead' and h.state = 'sent_back'
      and h.upheld is distinct from 'overruled' and h.nurture_until <= ${now}
      and not exists (select from handover n where n.kind = 'lead' and n.contact_id = h.contact_id and n.product_line_id = h.product_line_id
        and n.opened_at > h.opened_at)
    order by h.contact_id, h.product_line_id, h.opened_at desc`.execute(db)
  return Map.groupBy(rows, (row) => row.contact_id)
}

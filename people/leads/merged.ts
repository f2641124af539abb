import type { Db } from '#platform/db'
import { setClock } from '#platform/pump'
import { dormantAt } from './lead.ts'
import { openLead } from './store.ts'

/** Of the leads that a merge made one, this goes on instead of the older: sales works on it. Who asked in either has asked. */
export async function goOnWith(db: Db, leadId: string, now: Date): Promise<void> {
  const lead = await db.selectFrom('lead').selectAll().where('id', '=', leadId).executeTakeFirst()
  if (lead?.end_reason !== 'merged') return
  const open = await openLead(db, lead.contact_id, lead.product_line_id)
  if (!open) return
  await db
    .updateTable('lead')
    .set({ state: 'withdrawn', ended_at: now, end_reason: 'merged' })
    .where('id', '=', open.id)
    .execute()
  const lastActAt = lead.last_act_at > open.last_act_at ? lead.last_act_at : open.last_act_at
  const [askedAt = null] = [lead, open].flatMap((it) => it.asked_at ?? []).sort((a, b) => +a - +b)
  const lane = open.lane === 'asked' ? 'asked' : (lead.lane ?? open.lane)
  await db
    .updateTable('lead')
    .set({ state: 'open', ended_at: null, end_reason: null, last_act_at: lastActAt })
    .set({ asked_at: askedAt, lane })
    .where('id', '=', leadId)
    .execute()
  await setClock(db, lead.contact_id, 'lead', dormantAt(lastActAt))
}

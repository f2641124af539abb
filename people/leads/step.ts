import { standingOf } from '#people/standing'
import { setClock } from '#platform/pump'
import type { PumpStep } from '#platform/registry'
import { DORMANT_DAYS, dormantAt, fallsAsleep } from './lead.ts'
import { endLead } from './store.ts'

const laterMs = 30 * 86_400_000

/** Lets leads without an act for half a year fall asleep, and keeps awake what sales still works on. */
export const leadStep: PumpStep = {
  name: 'leads',
  rank: 10,
  run: async (db, batch) => {
    const woken = batch.contacts.filter((contact) => contact.causes.some((cause) => cause.includes('lead')))
    if (woken.length === 0) return
    const ids = woken.map((contact) => contact.id)
    const standings = await standingOf(db, ids)
    const leads = await db
      .selectFrom('lead')
      .select(['id', 'contact_id', 'last_act_at'])
      .where('contact_id', 'in', ids)
      .where('state', '=', 'open')
      .orderBy('id')
      .execute()
    for (const lead of leads) {
      const place = standings.get(lead.contact_id)
      const it = {
        lastActAt: lead.last_act_at,
        stage: place?.stage ?? 'person',
        openDeals: place?.openDeals ?? 0,
      }
      if (fallsAsleep(it, batch.t))
        await endLead(
          db,
          lead.id,
          { state: 'dormant', reason: `no act for ${DORMANT_DAYS} days`, actor: 'engine' },
          batch.t,
        )
      else {
        const due = dormantAt(lead.last_act_at)
        await setClock(
          db,
          lead.contact_id,
          'lead',
          due > batch.t ? due : new Date(batch.t.getTime() + laterMs),
        )
      }
    }
  },
}

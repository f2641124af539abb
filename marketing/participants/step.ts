import { sql } from 'kysely'
import type { PumpStep } from '#platform/registry'
import { firstResponded } from './ladder.ts'
import { addParticipants, holdLadder } from './store.ts'

/**
 * Whoever's lead names a campaign's code takes part in it, as one who has responded. Leads are looked at when their
 * opening act arrives, and all of them when a campaign gets a code: whoever was taken out by hand stays out.
 */
export const participantStep: PumpStep = {
  name: 'participants',
  rank: 12,
  run: async (db, { contacts, t }) => {
    const events = contacts.flatMap(({ eventIds }) => eventIds)
    const asked = contacts.filter(({ causes }) => causes.includes('campaign')).map(({ id }) => id)
    if (events.length === 0 && asked.length === 0) return
    const { rows } = await sql<{ campaign_id: string; contact_id: string }>`
      select distinct c.id as campaign_id, l.contact_id from lead l
      join campaign c on c.workspace_id = l.workspace_id and c.code_key = l.campaign_key and c.deleted_at is null
      join contact p on p.workspace_id = l.workspace_id and p.id = l.contact_id and p.merged_into is null
      where l.contact_id = any(${contacts.map(({ id }) => id)}::uuid[]) and not l.sample
        and (l.opening_event_id = any(${events}::uuid[]) or l.contact_id = any(${asked}::uuid[]))
      order by 1, 2`.execute(db)
    for (const [campaignId, those] of Map.groupBy(rows, (row) => row.campaign_id)) {
      const ladder = await holdLadder(db, campaignId, t)
      const contactIds = those.map((row) => row.contact_id)
      const status = firstResponded(ladder)
      await addParticipants(db, { campaignId, contactIds, ladder, status, actor: 'engine', via: 'lead' }, t)
    }
  },
}

import { z } from 'zod'
import type { TimelineItem, TimelineSource, Wiring } from '#platform/registry'

import { cameBy } from './finding.ts'
import { leadStep } from './step.ts'

const sentences: Record<string, string> = {
  open: 'Became a lead',
  asked: 'Asked for sales',
  won: 'Lead won',
  not_a_lead: 'Sorted as not a lead',
  sent_back: 'Lead sent back for good',
  dormant: 'Lead fell asleep',
  withdrawn: 'Lead withdrawn',
}

/** The click ids of advertisers that a lead came with, as `gclid abc`. */
const clicksIn = (ids: unknown): string[] =>
  Object.entries(z.record(z.string(), z.string()).parse(ids)).map(([name, value]) => `${name} ${value}`)

/** How a person's leads went: opened, asked, ended. */
const timeline: TimelineSource = {
  name: 'leads',
  load: async (db, of, before, limit) => {
    if (!of.contactId) return []
    const rows = await db
      .selectFrom('lead_state')
      .innerJoin('lead', (on) =>
        on
          .onRef('lead.workspace_id', '=', 'lead_state.workspace_id')
          .onRef('lead.id', '=', 'lead_state.lead_id'),
      )
      .select([
        'lead_state.id',
        'lead_state.state',
        'lead_state.reason',
        'lead_state.at',
        'lead.channel',
        'lead.campaign',
        'lead.click_ids',
      ])
      .where('lead.contact_id', '=', of.contactId)
      .where('lead_state.at', '<', before)
      .orderBy('lead_state.at', 'desc')
      .orderBy('lead_state.id', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row): TimelineItem => {
      const detail =
        row.state === 'open'
          ? [row.channel, row.campaign, ...clicksIn(row.click_ids)].filter(Boolean).join(' · ')
          : row.reason
      return {
        id: row.id,
        kind: `lead.${row.state}`,
        at: row.at,
        text: sentences[row.state] ?? `Lead: ${row.state}`,
        ...(detail && { detail }),
        icon: row.state === 'asked' ? 'hand' : 'flag',
      }
    })
  },
}

export const leadsWiring: Wiring = { pump: [leadStep], timeline: [timeline], conditions: [cameBy] }

import type { TimelineItem, TimelineSource, Wiring } from '#platform/registry'
import { takesPart } from './finding.ts'
import { added, moved, takenOut } from './many.ts'
import { participantStep } from './step.ts'
import { keepFurther } from './store.ts'

/** What a person was in campaigns, and when it changed. */
const timeline: TimelineSource = {
  name: 'participants',
  load: async (db, of, before, limit) => {
    if (!of.contactId) return []
    const rows = await db
      .selectFrom('participant_state')
      .innerJoin('campaign', (on) =>
        on
          .onRef('campaign.workspace_id', '=', 'participant_state.workspace_id')
          .onRef('campaign.id', '=', 'participant_state.campaign_id'),
      )
      .select(['participant_state.id', 'participant_state.label', 'participant_state.at', 'campaign.name'])
      .where('participant_state.contact_id', '=', of.contactId)
      .where('participant_state.at', '<', before)
      .where('campaign.deleted_at', 'is', null)
      .orderBy('participant_state.at', 'desc')
      .orderBy('participant_state.id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(
      (row): TimelineItem => ({
        id: row.id,
        kind: 'campaign.status',
        at: row.at,
        text:
          row.label === null
            ? `Taken out of the campaign “${row.name}”`
            : `${row.label} in the campaign “${row.name}”`,
        icon: 'campaign',
      }),
    )
  },
}

export const participantsWiring: Wiring = {
  bulk: [added, moved, takenOut],
  pump: [participantStep],
  timeline: [timeline],
  conditions: [takesPart],
  restored: [{ table: 'participant_state', run: keepFurther }],
}

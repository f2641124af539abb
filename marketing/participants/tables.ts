// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    ladder: {
      workspace_id: Generated<number>
      id: string
      campaign_id: string
      statuses: ColumnType<unknown, string, string>
      changed_at: Date
    }
    participant: {
      workspace_id: Generated<number>
      id: string
      campaign_id: string
      contact_id: string
      status: string
      via: 'member' | 'lead'
      added_at: Date
      status_since: Date
    }
    participant_state: {
      workspace_id: Generated<number>
      id: string
      campaign_id: string
      contact_id: string
      status: string | null
      label: string | null
      actor: string
      at: Date
    }
  }
}

export {}

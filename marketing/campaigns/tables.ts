// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    campaign: {
      workspace_id: Generated<number>
      id: string
      name: string
      name_key: ColumnType<string | null, never, never>
      channel: 'email' | 'ads' | 'social' | 'search' | 'event' | 'print' | 'press' | 'partner' | 'other'
      code: string
      code_key: ColumnType<string | null, never, never>
      from_day: string
      to_day: string
      goal_leads: number | null
      goal_minor: number | null
      owner_id: string | null
      note: string | null
      costs_complete: Generated<boolean>
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
      costs_ticked_at: Date | null
    }
    cost_line: {
      workspace_id: Generated<number>
      id: string
      campaign_id: string | null
      title: string
      kind: 'ads' | 'agency' | 'print' | 'event' | 'content' | 'tools' | 'own_time' | 'other'
      state: 'planned' | 'committed' | 'actual'
      amount_minor: number
      from_day: string
      to_day: string
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
    }
  }
}

export {}

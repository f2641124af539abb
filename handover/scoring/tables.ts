// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    candidate: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      product_line_id: string
      cause: 'definition' | 'import' | 'recalculation'
      definition_id: string
      since: Date
      ended_at: Date | null
    }
    definition: {
      workspace_id: Generated<number>
      id: string
      product_line_id: string
      version: number
      lanes: 'asked' | 'both'
      content: ColumnType<unknown, string, string>
      created_by: string
      created_at: Date
      from_at: Date | null
      to_at: Date | null
    }
    look: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      at: Date
      arrived: string[]
      cause: string
    }
    rescore: {
      workspace_id: Generated<number>
      id: string
      definition_id: string
      phase: 'computing' | 'settling'
      after_contact: string | null
      done: number
      total: number
      started_by: string
      started_at: Date
      starts_at: Date | null
    }
    score: {
      workspace_id: Generated<number>
      definition_id: string
      contact_id: string
      fit: number
      interest: number
      place: 'none' | 'candidate' | 'ready'
      place_since: Date
      as_of: Date
      changes_at: Date
    }
    score_line: {
      workspace_id: Generated<number>
      definition_id: string
      contact_id: string
      rule_id: string
      points: number
      event_ids: string[]
    }
  }
}

export {}

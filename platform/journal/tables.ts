// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    journal_event: {
      workspace_id: Generated<number>
      id: string
      kind: string
      subject_id: string
      company_id: string | null
      occurred_at: Date
      received_at: Date
      human: boolean
      data: ColumnType<unknown, string, string>
      effect_key: string | null
    }
    journal_key: {
      workspace_id: Generated<number>
      key: string
      event_id: string
    }
    subject: {
      workspace_id: Generated<number>
      id: string
      kind: 'contact' | 'visitor' | 'address' | 'row' | 'key'
      key: string | null
      created_at: Date
    }
    verdict: {
      workspace_id: Generated<number>
      id: string
      event_id: string
      verdict: 'human' | 'machine' | 'retracted'
      evidence: string
      known_at: Date
      said_by: string | null
    }
  }
}

export {}

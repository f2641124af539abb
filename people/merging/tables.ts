// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    duplicate_pair: {
      workspace_id: Generated<number>
      id: string
      record: 'contact' | 'company'
      one_id: string
      other_id: string
      because: string[]
      weight: number
    }
    duplicate_scan: {
      workspace_id: Generated<number>
      record: 'contact' | 'company'
      looked_to: Date
      last_id: string
    }
    kept_apart: {
      workspace_id: Generated<number>
      id: string
      record: 'contact' | 'company'
      one_id: string
      other_id: string
    }
    likeness_key: {
      workspace_id: Generated<number>
      record: 'contact' | 'company'
      key: string
      record_id: string
    }
    merge: {
      workspace_id: Generated<number>
      id: string
      record: 'contact' | 'company'
      winner_id: string
      loser_id: string
      choices: ColumnType<unknown, string, string>
      operation_id: string
      actor: string
      at: Date
      undone_at: Date | null
    }
    merge_move: {
      workspace_id: Generated<number>
      id: string
      merge_id: string
      table_name: string
      row_id: string
      column_name: string
      was: ColumnType<unknown, string | null | undefined, string | null>
    }
    merge_rule: {
      workspace_id: Generated<number>
      id: string
      kind: 'contact_email_name' | 'contact_phone_name' | 'company_domain_name'
      since: Date
    }
  }
}

export {}

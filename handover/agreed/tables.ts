// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    agreement: {
      workspace_id: Generated<number>
      id: string
      number: number
      content: ColumnType<unknown, string, string>
      starts_on: string | null
      changed_by: string
      changed_at: Date
      signed_at: Date | null
      starts_at: Date | null
      from_at: Date | null
      to_at: Date | null
    }
    agreement_clock: {
      workspace_id: Generated<number>
      at: Date
    }
    agreement_signature: {
      workspace_id: Generated<number>
      id: string
      agreement_id: string
      side: 'marketing' | 'sales'
      member_id: string
      hash: string
      signed_at: Date
      voided_at: Date | null
    }
  }
}

export {}

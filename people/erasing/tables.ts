// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    erasure: {
      workspace_id: Generated<number>
      id: string
      contact_ids: string[]
      key_hashes: string[]
      cause: 'asked' | 'not_needed' | 'unlawful' | 'retention' | 'bin'
      state: 'asked' | 'done'
      actor: string
      operation_id: string | null
      counts: ColumnType<unknown, string, string>
      asked_at: Date
      done_at: Date | null
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    firm_export: {
      workspace_id: Generated<number>
      id: string
      state: 'waiting' | 'writing' | 'ready' | 'failed' | 'gone'
      asked_by: string | null
      asked_at: Date
      rows_done: Generated<number>
      rows_total: number | null
      bytes: number | null
      finished_at: Date | null
      expires_at: Date | null
      fetched_at: Date | null
      problem: string | null
      tries: Generated<number>
      token_hash: string | null
      token_until: Date | null
    }
  }
}

export {}

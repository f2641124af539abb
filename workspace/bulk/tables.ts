// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    bulk_act: {
      workspace_id: Generated<number>
      operation_id: string
      kind: string
      actor: string
      key_id: string | null
      input: ColumnType<unknown, string | null | undefined, string | null>
      after_id: string
      total: number | null
      done: number
      stayed: number
      first: ColumnType<unknown, string, string>
      state: 'running' | 'paused' | 'stopped' | 'done'
      problem: string | null
      began_at: Date
      changed_at: Date
      finished_at: Date | null
      seen_at: Date | null
    }
  }
}

export {}

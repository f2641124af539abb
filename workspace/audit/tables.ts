// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    undoing: {
      workspace_id: Generated<number>
      operation_id: string
      undo_id: string
      actor: string
      key_id: string | null
      reach: ColumnType<unknown, string | null | undefined, string | null>
      asked_at: Date
      finished_at: Date | null
      restored: number | null
      conflicts: ColumnType<unknown, string | null | undefined, string | null>
      problem: string | null
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    import: {
      workspace_id: Generated<number>
      id: string
      record: 'contacts' | 'companies' | 'products' | 'members' | 'deals' | 'activities' | 'files' | null
      file_name: string
      state: 'uploading' | 'reading' | 'read' | 'checking' | 'checked' | 'applying' | 'paused' | 'done' | 'cancelled' | 'undoing' | 'undone' | 'failed'
      recognised: ColumnType<unknown, string | null | undefined, string | null>
      mapping: ColumnType<unknown, string | null | undefined, string | null>
      counts: ColumnType<unknown, string, string>
      cursor_line: Generated<number>
      operation_id: string | null
      problem: string | null
      lease_until: Date | null
      created_by: string | null
      created_at: Date
      changed_at: Date
      size_bytes: Generated<number>
      received_bytes: Generated<number>
      found: ColumnType<unknown, string | null | undefined, string | null>
      conflicts: ColumnType<unknown, string | null | undefined, string | null>
      started_at: Date | null
      finished_at: Date | null
    }
    import_refusal: {
      workspace_id: Generated<number>
      import_id: string
      line: number
      cells: string[]
      reason: string
    }
  }
}

export {}

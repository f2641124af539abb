// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    import: {
      workspace_id: Generated<number>
      id: string
      record: 'contacts' | 'companies' | 'products' | 'members' | 'deals'
      file_name: string
      file_path: string | null
      state: 'uploaded' | 'reading' | 'read' | 'checking' | 'checked' | 'applying' | 'paused' | 'done' | 'cancelled' | 'undoing' | 'undone' | 'failed'
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
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    change: {
      workspace_id: Generated<number>
      operation_id: string
      seq: number
      table_name: string
      row_id: string
      before: ColumnType<unknown, string | null | undefined, string | null>
      after: ColumnType<unknown, string | null | undefined, string | null>
    }
    change_listener: {
      workspace_id: Generated<number>
      listens: boolean
    }
    change_news: {
      workspace_id: Generated<number>
      operation_id: string
      table_name: string
      row_id: string
      at: Date
    }
    change_number: {
      workspace_id: Generated<number>
      last: number
    }
    changed_record: {
      workspace_id: Generated<number>
      record_id: string
      record: string
      at: Date
      number: number | null
    }
    operation: {
      workspace_id: Generated<number>
      id: string
      kind: string
      label: string | null
      actor: string
      at: Date
      state: Generated<'done' | 'undoing' | 'undone'>
      undoes: string | null
      undone_by: string | null
      conflicts: Generated<number>
    }
  }
}

export {}

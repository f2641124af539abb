// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    saved_view: {
      workspace_id: Generated<number>
      id: string
      record: string
      name: string
      member_id: string
      shared: boolean
      definition: ColumnType<unknown, string, string>
      created_at: Date
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    list_place: {
      workspace_id: Generated<number>
      member_id: string
      record: string
      place: string
      changed_at: Date
    }
    saved_view: {
      workspace_id: Generated<number>
      id: string
      record: string
      name: string
      member_id: string
      seen_by: 'own' | 'team' | 'all'
      definition: ColumnType<unknown, string, string>
      created_at: Date
    }
  }
}

export {}

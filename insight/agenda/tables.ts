// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    agenda: {
      workspace_id: Generated<number>
      id: string
      monday: string
      content: ColumnType<unknown, string, string>
      created_at: Date
    }
    agenda_clock: {
      workspace_id: Generated<number>
      at: Date
    }
  }
}

export {}

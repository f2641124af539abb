// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    month: {
      workspace_id: Generated<number>
      id: string
      month: string
      content: ColumnType<unknown, string, string>
      frozen_at: Date
      zone: string
      currency: string
    }
    month_clock: {
      workspace_id: Generated<number>
      at: Date
      month: string
    }
    month_rows: {
      workspace_id: Generated<number>
      id: string
      month_id: string
      key: string
      rows: ColumnType<unknown, string, string>
    }
  }
}

export {}

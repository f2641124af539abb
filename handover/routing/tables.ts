// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    routing_rule: {
      workspace_id: Generated<number>
      id: string
      position: number
      name: string
      product_line_id: string | null
      conditions: ColumnType<unknown, string, string>
      member_ids: string[]
      team_id: string | null
      from_at: Date
      to_at: Date | null
    }
  }
}

export {}

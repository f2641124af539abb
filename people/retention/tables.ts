// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    retention_rule: {
      workspace_id: Generated<number>
      id: string
      months: number
      on_since: Date | null
      on_by: string | null
      changed_at: Date
    }
  }
}

export {}

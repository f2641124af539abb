// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    margin: {
      workspace_id: Generated<number>
      id: string
      product_line_id: string | null
      percent: number
      changed_at: Date
    }
  }
}

export {}

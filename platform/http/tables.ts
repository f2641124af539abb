// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    idempotency: {
      workspace_id: Generated<number>
      actor: string
      key: string
      request_hash: string
      response: ColumnType<unknown, string | null | undefined, string | null>
      created_at: Date
    }
  }
}

export {}

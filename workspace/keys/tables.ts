// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    api_key: {
      workspace_id: Generated<number>
      id: string
      name: string
      member_id: string
      prefix: string
      secret_hash: string
      scopes: string[]
      created_at: Date
      expires_at: Date | null
      revoked_at: Date | null
      last_used_at: Date | null
    }
  }
}

export {}

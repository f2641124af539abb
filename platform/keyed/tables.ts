// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    hash_key: {
      workspace_id: Generated<number>
      id: string
      sealed: string
    }
  }
}

export {}

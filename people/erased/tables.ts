// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    erased_key: {
      workspace_id: Generated<number>
      id: string
      key_hash: string
      erasure_id: string
      at: Date
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    stop: {
      workspace_id: Generated<number>
      id: string
      address_hash: string
      topic: string
      cause: string
      since: Date
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    digest_clock: {
      workspace_id: Generated<number>
      member_id: string
      at: Date
      since: Date
    }
    digest_wish: {
      workspace_id: Generated<number>
      id: string
      wanted: boolean
    }
  }
}

export {}

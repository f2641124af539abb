// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    preference_link: {
      workspace_id: Generated<number>
      id: string
      token_hash: string
      contact_id: string
      made_at: Date
      expires_at: Date
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    onboarding: {
      workspace_id: Generated<number>
      id: string
      deal_id: string
      words: string | null
      member_id: string
      wanted_id: string
      created_at: Date
      changed_at: Date
    }
    promise: {
      workspace_id: Generated<number>
      id: string
      deal_id: string
      text: string
      due_on: string | null
      done_at: Date | null
      done_by: string | null
      created_at: Date
      changed_at: Date
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    webhook_endpoint: {
      workspace_id: Generated<number>
      id: string
      name: string
      url: string
      events: string[]
      is_on: boolean
      off_because: 'gone' | 'failing' | null
      created_at: Date
      deleted_at: Date | null
    }
    webhook_message: {
      workspace_id: Generated<number>
      id: string
      endpoint_id: string
      type: string
      record_id: string | null
      effect_key: string
      body: string
      state: 'waiting' | 'delivered' | 'failed'
      attempts: Generated<number>
      next_at: Date | null
      tried_at: Date | null
      status: number | null
      took_ms: number | null
      answer: string | null
      failure: string | null
      created_at: Date
    }
    webhook_state: {
      workspace_id: Generated<number>
      id: string
      secret: string
      secret_since: Date
      old_secret: string | null
      old_until: Date | null
      failing_since: Date | null
      delivered_at: Date | null
    }
  }
}

export {}

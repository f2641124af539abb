// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    arrived_firm: {
      workspace_id: Generated<number>
      made_at: Date
      arrived_at: Date
      confirmed_at: Date | null
    }
    installation: {
      id: number
      places: string[]
      silent_since: Date | null
      silent_reason: string | null
      created_at: Date
    }
    sample_firm: {
      workspace_id: Generated<number>
      state: 'wanted' | 'building' | 'ready' | 'removing' | 'failed'
      seed: number
      months: number
      user_id: string
      member_name: string
      member_email: string
      done: number
      total: number
      lease_until: Date | null
      asked_at: Date
      taken_by: string | null
      tries: Generated<number>
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    protection: {
      workspace_id: Generated<number>
      id: string
      member_id: string
      product_line_id: string
      company_name: string | null
      company_key: ColumnType<string | null, never, never>
      domain: string | null
      person_name: string | null
      email: string | null
      email_key: ColumnType<string | null, never, never>
      phone: string | null
      phone_key: string | null
      town: string | null
      proof: string
      proof_day: string
      proof_place: string | null
      state: 'registered' | 'confirmed' | 'refused' | 'withdrawn' | 'ended'
      blocked_by: 'handover' | 'deal' | 'customer' | 'protection' | null
      company_id: string | null
      contact_id: string | null
      ends_at: Date | null
      extended_at: Date | null
      created_at: Date
      changed_at: Date
    }
    protection_clock: {
      workspace_id: Generated<number>
      protection_id: string
      at: Date
    }
    protection_setting: {
      workspace_id: Generated<number>
      id: string
      months: number
      changed_at: Date
    }
    protection_state: {
      workspace_id: Generated<number>
      id: string
      protection_id: string
      state: 'registered' | 'confirmed' | 'refused' | 'withdrawn' | 'extended' | 'passed_on' | 'ended'
      actor: string
      reason: string | null
      at: Date
    }
  }
}

export {}

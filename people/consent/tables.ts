// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    consent: {
      workspace_id: Generated<number>
      id: string
      subject_id: string
      address_key: string | null
      channel: 'email' | 'phone' | 'sms' | 'post' | 'any'
      topic: string
      basis: 'consent' | 'request' | 'contract' | 'legitimate_interest'
      state: 'pending' | 'granted' | 'withdrawn' | 'objected' | 'expired'
      wording_id: string | null
      proof: ColumnType<unknown, string, string>
      at: Date
      expires_at: Date | null
    }
    consent_wording: {
      workspace_id: Generated<number>
      id: string
      text: string
      text_hash: string
      created_at: Date
    }
    topic: {
      workspace_id: Generated<number>
      id: string
      key: string
      name: string
      name_key: ColumnType<string | null, never, never>
      about: string
      is_public: boolean
      position: number
      created_at: Date
      archived_at: Date | null
      deleted_at: Date | null
    }
  }
}

export {}

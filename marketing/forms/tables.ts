// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    form: {
      workspace_id: Generated<number>
      id: string
      slug: string
      name: string
      intent: 'asks' | 'newsletter' | 'download'
      product_line_id: string
      owner_id: string | null
      state: 'draft' | 'live' | 'closed'
      live_version: number | null
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
      archived_at: Date | null
    }
    form_version: {
      workspace_id: Generated<number>
      id: string
      form_id: string
      version: number
      definition: ColumnType<unknown, string, string>
      wording_id: string | null
      created_at: Date
      intent: 'asks' | 'newsletter' | 'download'
      product_line_id: string
      deleted_at: Date | null
    }
    sent_form: {
      workspace_id: Generated<number>
      contact_id: string
      form_id: string
    }
    submission: {
      workspace_id: Generated<number>
      id: string
      form_id: string
      version: number
      nonce: string
      subject_id: string
      lead_id: string | null
      answers: ColumnType<unknown, string, string>
      source: ColumnType<unknown, string, string>
      claimed: boolean
      spam: string | null
      opted_in_at: Date | null
      opt_in_hash: string | null
      received_at: Date
      tested_by: string | null
      topics: Generated<string[]>
    }
  }
}

export {}

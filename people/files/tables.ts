// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    file: {
      workspace_id: Generated<number>
      id: string
      contact_id: string | null
      company_id: string | null
      deal_id: string | null
      note_id: string | null
      name: string
      type: string
      care: 'odd' | 'page' | 'program' | null
      size_bytes: number
      added_by: string | null
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
      external_id: string | null
    }
    file_link: {
      workspace_id: Generated<number>
      id: string
      token_hash: string
      file_id: string
      member_id: string
      key_id: string | null
      expires_at: Date
    }
    file_part: {
      workspace_id: Generated<number>
      file_id: string
      at: number
      bytes: Buffer
    }
    upload: {
      workspace_id: Generated<number>
      id: string
      contact_id: string | null
      company_id: string | null
      deal_id: string | null
      member_id: string
      name: string
      size_bytes: number
      received_bytes: Generated<number>
      created_at: Date
    }
    upload_part: {
      workspace_id: Generated<number>
      upload_id: string
      at: number
      bytes: Buffer
    }
  }
}

export {}

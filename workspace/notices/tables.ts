// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    answer_token: {
      workspace_id: Generated<number>
      id: string
      token_hash: string
      member_id: string
      purpose: string
      record_id: string
      created_at: Date
      expires_at: Date
      used_at: Date | null
    }
    notice: {
      workspace_id: Generated<number>
      id: string
      member_id: string
      kind: string
      title: string
      body: string
      link: string
      handover_id: string | null
      contact_id: string | null
      created_at: Date
      read_at: Date | null
    }
    notice_mail: {
      workspace_id: Generated<number>
      id: string
      notice_id: string
      member_id: string
      content: ColumnType<unknown, string, string>
      at: Date
    }
    notice_preference: {
      workspace_id: Generated<number>
      id: string
      member_id: string
      kind: string
      in_app: boolean
      by_mail: boolean
      by_push: Generated<boolean>
    }
  }
}

export {}

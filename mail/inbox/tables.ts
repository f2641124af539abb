// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    incoming: {
      workspace_id: Generated<number>
      id: string
      raw_hash: string
      message_id: string | null
      from_address: string
      from_name: string | null
      recipients: ColumnType<unknown, string, string>
      subject: string
      text_body: string
      html_body: string | null
      answers: string[]
      kind: 'human' | 'automatic' | 'bounce'
      evidence: string
      state: 'filed' | 'unmatched' | 'ignored' | 'bounce' | 'forged' | 'refused'
      note: string | null
      subject_id: string | null
      forwarded: string[]
      bytes: number
      sent_at: Date
      received_at: Date
      settled_by: string | null
      settled_at: Date | null
      state_before: 'unmatched' | 'filed' | 'ignored' | 'bounce' | 'refused' | 'forged' | null
    }
    incoming_file: {
      workspace_id: Generated<number>
      id: string
      incoming_id: string
      name: string
      content_type: string
      bytes: number
      content: Buffer
    }
  }
}

export {}

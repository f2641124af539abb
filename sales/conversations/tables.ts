// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    conversation: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      deal_id: string | null
      handover_id: string | null
      member_id: string | null
      subject: string
      token: string
      claimed: boolean
      opened_at: Date
      last_at: Date
      last_in_at: Date | null
      last_out_at: Date | null
      seen_at: Date | null
    }
    conversation_mail: {
      workspace_id: Generated<number>
      id: string
      conversation_id: string
      direction: 'in' | 'out'
      via: 'written' | 'reply' | 'thread' | 'sender' | 'log'
      letter_id: string | null
      incoming_id: string | null
      member_id: string | null
      message_id: string | null
      at: Date
    }
    correspondent: {
      workspace_id: Generated<number>
      id: string
      log_token: string
    }
    signature: {
      workspace_id: Generated<number>
      id: string
      text: string
    }
  }
}

export {}

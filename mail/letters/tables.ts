// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    letter: {
      workspace_id: Generated<number>
      id: string
      kind: string
      effect_key: string
      subject_id: string | null
      member_id: string | null
      to_address: string
      to_name: string | null
      subject: string
      text_body: string
      html_body: string
      message_id: string
      priority: number
      state: 'queued' | 'sending' | 'unknown' | 'accepted' | 'rejected' | 'kept' | 'held' | 'expired' | 'stopped' | 'bounced'
      attempts: Generated<number>
      not_before: Date
      expires_at: Date
      lease_until: Date | null
      last_reply: string | null
      created_at: Date
      finished_at: Date | null
      from_name: string | null
      reply_to: string | null
      thread: string | null
      personal: Generated<boolean>
      unsubscribe_url: string | null
      bounce_token: string | null
      told_at: Date | null
      bounced_at: Date | null
    }
  }
}

export {}

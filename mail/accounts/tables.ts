// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    mail_account: {
      workspace_id: Generated<number>
      id: string
      sender_address: string | null
      inbound_address: string | null
      imap_host: string | null
      imap_port: number | null
      imap_security: 'tls' | 'starttls' | 'none' | null
      imap_user: string | null
      imap_secret: string | null
      dkim_domain: string | null
      dkim_selector: string | null
      dkim_secret: string | null
      dkim_public: string | null
      changed_at: Date
    }
    mail_account_state: {
      workspace_id: Generated<number>
      id: string
      lease_until: Date | null
      fence: Generated<number>
      read_next_at: Date | null
      read_at: Date | null
      read_error: string | null
      failures: Generated<number>
      dkim_key: string | null
      dkim_check_at: Date | null
      dkim_checked_at: Date | null
      dkim_since: Date | null
      dkim_problem: string | null
    }
    mailbox: {
      workspace_id: Generated<number>
      id: string
      name: string
      uid_validity: number
      uid_seen: number
      uid_past: number | null
      first_read_at: Date | null
      broken_uid: number | null
      broken_times: Generated<number>
    }
  }
}

export {}

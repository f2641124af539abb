// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    did: {
      workspace_id: Generated<number>
      contact_id: string
      kind: string
      last_at: Date
    }
    note: {
      workspace_id: Generated<number>
      id: string
      contact_id: string | null
      company_id: string | null
      deal_id: string | null
      author_id: string | null
      body: string
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
      occurred_at: Date | null
      kind: Generated<'note' | 'call' | 'meeting' | 'mail' | 'task'>
      external_id: string | null
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    content_request: {
      workspace_id: Generated<number>
      id: string
      title: string
      detail: string | null
      product_line_id: string | null
      stage_id: string | null
      close_reason_id: string | null
      asker_id: string
      state: 'open' | 'made' | 'exists' | 'declined' | 'withdrawn'
      link: string | null
      answer: string | null
      answered_by: string | null
      answered_at: Date | null
      created_at: Date
      changed_at: Date
    }
    content_request_state: {
      workspace_id: Generated<number>
      id: string
      request_id: string
      state: string
      actor: string
      reason: string | null
      at: Date
    }
    content_request_voice: {
      workspace_id: Generated<number>
      id: string
      request_id: string
      member_id: string
      deal_id: string | null
      contact_id: string | null
      at: Date
    }
  }
}

export {}

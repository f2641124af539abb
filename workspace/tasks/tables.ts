// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    task: {
      workspace_id: Generated<number>
      id: string
      title: string
      body: string | null
      owner_id: string
      created_by: string | null
      contact_id: string | null
      company_id: string | null
      deal_id: string | null
      handover_id: string | null
      due_at: Date | null
      done_at: Date | null
      done_by: string | null
      created_at: Date
      deleted_at: Date | null
      due_on: string | null
      timed: Generated<boolean>
      external_id: string | null
    }
  }
}

export {}

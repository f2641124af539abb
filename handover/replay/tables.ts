// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    replay: {
      workspace_id: Generated<number>
      id: string
      product_line_id: string
      definition_id: string
      version: number
      content: ColumnType<unknown, string, string>
      from_day: string
      to_day: string
      verdicts: 'as_known' | 'as_judged_today'
      state: 'running' | 'done' | 'cancelled' | 'failed'
      after_contact: string | null
      done: number
      total: number
      tally: ColumnType<unknown, string, string>
      problem: string | null
      created_by: string
      created_at: Date
      changed_at: Date
    }
  }
}

export {}

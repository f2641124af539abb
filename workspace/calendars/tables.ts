// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    absence: {
      workspace_id: Generated<number>
      id: string
      member_id: string
      from_at: Date
      to_at: Date
      deputy_id: string | null
      note: string | null
      created_at: Date
      cancelled_at: Date | null
      state: Generated<'asked' | 'granted' | 'refused'>
      decided_by: string | null
      decided_at: Date | null
      refusal: string | null
      entered_by: string | null
    }
    calendar: {
      workspace_id: Generated<number>
      id: string
      member_id: string | null
      zone: string
      region: string
      hours: ColumnType<unknown, string, string>
      from_at: Date
      to_at: Date | null
    }
    capacity: {
      workspace_id: Generated<number>
      id: string
      member_id: string
      per_week: number
      from_at: Date
      to_at: Date | null
    }
  }
}

export {}

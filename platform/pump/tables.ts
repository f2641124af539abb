// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    news: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      lane: number
      cause: string
      event_ids: string[]
      at: Date
    }
    pump_clock: {
      workspace_id: Generated<number>
      contact_id: string
      kind: string
      at: Date
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    close_reason: {
      workspace_id: Generated<number>
      id: string
      kind: 'won' | 'lost'
      label: string
      position: number
      created_at: Date
      archived_at: Date | null
    }
    stage: {
      workspace_id: Generated<number>
      id: string
      name: string
      position: number
      probability: number
      kind: 'open' | 'won' | 'lost'
      qualified: Generated<boolean>
      required: Generated<string[]>
      created_at: Date
      archived_at: Date | null
    }
  }
}

export {}

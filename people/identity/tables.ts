// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    identity: {
      workspace_id: Generated<number>
      id: string
      subject_id: string
      contact_id: string
      proof: 'born' | 'claimed' | 'proven' | 'by_member' | 'merged'
      known_at: Date
      until: Date | null
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    link_day: {
      workspace_id: Generated<number>
      link_id: string
      day: string
      people: number
      machines: number
    }
    link_follow: {
      workspace_id: Generated<number>
      id: string
      link_id: string
      visitor: string
      day: string
      followed_at: Date
    }
    link_verdict: {
      workspace_id: Generated<number>
      id: string
      follow_id: string
      evidence: string
      spreads: boolean
      known_at: Date
    }
    tracked_link: {
      workspace_id: Generated<number>
      id: string
      campaign_id: string
      token: string
      page: string
      source: string
      medium: string
      label: string | null
      created_at: Date
      changed_at: Date
      deleted_at: Date | null
    }
  }
}

export {}

// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    day_salt: {
      day: string
      salt: string
    }
    machine_hit: {
      workspace_id: Generated<number>
      id: string
      kind: string
      site: string
      page: string
      agent: string
      evidence: string
      known_at: Date
    }
    site_link: {
      workspace_id: Generated<number>
      id: string
      token_hash: string
      contact_id: string
      made_at: Date
      expires_at: Date
      used_at: Date | null
      page: string | null
    }
    visited: {
      workspace_id: Generated<number>
      contact_id: string
      way: 'page' | 'link'
      address: string
    }
    visitor: {
      workspace_id: Generated<number>
      key: string
      subject_id: string
      visit_id: string | null
      last_at: Date
      page_at: Date | null
      quick: number
      burst_at: Date
      burst: number
      machine: string | null
      machine_at: Date | null
      judged_at: Date | null
      page: string | null
    }
    website: {
      workspace_id: Generated<number>
      id: string
      key: string
      sites: string[]
      off_at: Date | null
      created_at: Date
      changed_at: Date
    }
  }
}

export {}

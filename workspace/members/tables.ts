// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    invitation: {
      workspace_id: Generated<number>
      id: string
      email: string
      name: string | null
      role: 'owner' | 'marketer' | 'sales_manager' | 'sales_rep' | 'contractor' | 'viewer'
      visibility: 'own' | 'team' | 'all'
      team_id: string | null
      token_hash: string
      invited_by: string
      created_at: Date
      expires_at: Date
      accepted_at: Date | null
      revoked_at: Date | null
    }
    member: {
      workspace_id: Generated<number>
      id: string
      user_id: string | null
      external_id: string | null
      name: string
      email: string | null
      role: 'owner' | 'marketer' | 'sales_manager' | 'sales_rep' | 'contractor' | 'viewer'
      visibility: 'own' | 'team' | 'all'
      team_id: string | null
      status: 'active' | 'imported' | 'suspended' | 'left'
      takes_leads: Generated<boolean>
      locale: string | null
      created_at: Date
      left_at: Date | null
      name_key: ColumnType<string | null, never, never>
    }
    team: {
      workspace_id: Generated<number>
      id: string
      name: string
      created_at: Date
    }
    workspace: {
      workspace_id: Generated<number>
      id: string
      name: string
      zone: string
      region: string
      locale: string
      currency: string
      look: ColumnType<unknown, string, string>
      sample: Generated<boolean>
      created_at: Date
    }
  }
}

export {}

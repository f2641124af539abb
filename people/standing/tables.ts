// Generated from the catalog by `npm run generate`.
import type { Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    standing: {
      workspace_id: Generated<number>
      contact_id: string
      stage: 'target' | 'person' | 'lead' | 'ready' | 'waiting' | 'offered' | 'working' | 'qualified' | 'customer'
      fit: Generated<number>
      interest: Generated<number>
      ready: Generated<boolean>
      ready_since: Date | null
      open_deals: Generated<number>
      is_customer: Generated<boolean>
      account_owner_id: string | null
      last_act_at: Date | null
      looked_at: Date | null
      acts: Generated<string>
    }
  }
}

export {}

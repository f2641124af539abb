// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    deal: {
      workspace_id: Generated<number>
      id: string
      external_id: string | null
      name: string
      name_key: ColumnType<string | null, never, never>
      company_id: string | null
      contact_id: string | null
      lead_id: string | null
      owner_id: string | null
      stage_id: string
      state: 'open' | 'won' | 'lost'
      position: number
      one_off_minor: Generated<number>
      recurring_minor: Generated<number>
      term_months: Generated<number>
      currency: string
      rate: number | null
      expected_close: string | null
      pushes: Generated<number>
      origin: 'marketing' | 'sales' | 'partner' | 'referral' | 'unknown'
      origin_note: string | null
      close_reason_id: string | null
      close_note: string | null
      created_at: Date
      changed_at: Date
      stage_since: Date
      closed_at: Date | null
      recorded_at: Date
      imported: Generated<boolean>
      deleted_at: Date | null
      talked_at: Date | null
      import_key: string | null
      renews_id: string | null
      erased_at: Date | null
    }
    deal_contact: {
      workspace_id: Generated<number>
      id: string
      deal_id: string
      contact_id: string
      role: string | null
      stance: 'for' | 'unsure' | 'against' | null
    }
    deal_movement: {
      workspace_id: Generated<number>
      id: string
      deal_id: string
      at: Date
      state: 'open' | 'won' | 'lost' | 'removed'
      value_minor: number | null
      expected_close: string | null
      was_state: 'open' | 'won' | 'lost' | 'removed' | null
      was_value_minor: number | null
      was_expected_close: string | null
      assumed: Generated<boolean>
    }
    deal_product: {
      workspace_id: Generated<number>
      id: string
      deal_id: string
      product_id: string
      quantity: number
      price_minor: number
    }
    deal_role: {
      workspace_id: Generated<number>
      id: string
      name: string
      decides: Generated<boolean>
      position: number
    }
    deal_stage_entry: {
      workspace_id: Generated<number>
      id: string
      deal_id: string
      stage_id: string
      state: 'open' | 'won' | 'lost'
      actor: string
      entered_at: Date
      recorded_at: Date
    }
  }
}

export {}

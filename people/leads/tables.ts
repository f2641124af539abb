// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    lead: {
      workspace_id: Generated<number>
      id: string
      contact_id: string
      company_id: string | null
      product_line_id: string
      state: 'open' | 'won' | 'not_a_lead' | 'sent_back' | 'dormant' | 'withdrawn'
      lane: 'asked' | 'earned' | null
      evidence: 'by_person' | 'reported'
      opening_event_id: string | null
      sort: Generated<'lead' | 'support' | 'job' | 'student' | 'supplier' | 'competitor' | 'press' | 'spam'>
      channel: string
      campaign: string | null
      form_id: string | null
      first_page: string | null
      referrer: string | null
      utm: ColumnType<unknown, string, string>
      click_ids: ColumnType<unknown, string, string>
      self_reported: string | null
      opened_at: Date
      asked_at: Date | null
      ready_at: Date | null
      last_act_at: Date
      ended_at: Date | null
      end_reason: string | null
      registered_by: string | null
      sample: Generated<boolean>
      campaign_key: ColumnType<string | null, never, never>
    }
    lead_state: {
      workspace_id: Generated<number>
      id: string
      lead_id: string
      state: string
      actor: string
      reason: string | null
      at: Date
    }
  }
}

export {}

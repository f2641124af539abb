// Generated from the catalog by `npm run generate`.
import type { ColumnType, Generated } from 'kysely'

declare module '#platform/db' {
  interface Tables {
    attempt: {
      workspace_id: Generated<number>
      id: string
      handover_id: string | null
      deal_id: string | null
      contact_id: string
      member_id: string
      channel: 'phone' | 'email' | 'meeting' | 'message' | 'visit' | 'post'
      outcome: 'reached' | 'no_answer' | 'voicemail' | 'wrong_number' | 'sent' | 'held' | 'no_show'
      evidence: 'proven' | 'reported'
      note: string | null
      occurred_at: Date
      recorded_at: Date
      mail_id: string | null
    }
    handover: {
      workspace_id: Generated<number>
      id: string
      kind: 'lead' | 'colleague' | 'onboarding'
      lead_id: string | null
      contact_id: string
      company_id: string | null
      race_key: string
      product_line_id: string
      lane: 'asked' | 'earned'
      state: 'waiting' | 'offered' | 'working' | 'qualified' | 'sent_back' | 'withdrawn' | 'joined' | 'signalled'
      cause: 'act' | 'definition' | 'import' | 'recalculation' | 'member'
      joined_to: string | null
      follows: string | null
      signal_to_deal: string | null
      receiver_id: string | null
      deal_id: string | null
      by_rule: Generated<boolean>
      hand_ons: Generated<number>
      expiries: Generated<number>
      with_manager: Generated<boolean>
      event_id: string | null
      opened_at: Date
      first_offered_at: Date | null
      accepted_at: Date | null
      decided_at: Date | null
      decision_due_at: Date | null
      sent_back_reason: string | null
      sent_back_evidence: ColumnType<unknown, string | null | undefined, string | null>
      nurture_until: Date | null
      upheld: 'open' | 'agreed' | 'contested' | 'upheld' | 'overruled' | null
      sample: Generated<boolean>
      changed_at: Date
      judged_at: Date | null
      pulled_at: Date | null
      judge_id: string | null
      judge_due_at: Date | null
    }
    handover_state: {
      workspace_id: Generated<number>
      id: string
      handover_id: string
      state: string
      actor: string
      reason: string
      at: Date
      recorded_at: Date
    }
    offer: {
      workspace_id: Generated<number>
      id: string
      handover_id: string
      member_id: string
      number: number
      cause: 'first' | 'hand_on' | 'reoffer' | 'deputy' | 'assigned'
      state: 'open' | 'accepted' | 'sent_back' | 'expired' | 'withdrawn' | 'handed_on'
      offered_at: Date
      answer_due_at: Date | null
      attempt_due_at: Date | null
      answered_at: Date | null
      recorded_at: Date | null
      attempted_at: Date | null
      no_cover: Generated<boolean>
      because: string[]
      frozen: ColumnType<unknown, string, string>
      note: string | null
    }
    seam_setting: {
      workspace_id: Generated<number>
      id: string
      version: number
      content: ColumnType<unknown, string, string>
      from_at: Date
      to_at: Date | null
      created_by: string
      agreement: number | null
    }
  }
}

export {}

import type { ToldRecord } from '#platform/registry'

const events: Record<string, string> = {
  offered: 'handover.offered',
  working: 'handover.accepted',
  qualified: 'handover.qualified',
  sent_back: 'handover.sent_back',
  withdrawn: 'handover.withdrawn',
}

/** What other programs hear of the baton. That a handover is kept is a matter of time and no change: 30 days after `acceptedAt`. */
export const toldHandover: ToldRecord = {
  record: 'handover',
  table: 'handover',
  events: [
    { type: 'handover.offered', label: 'A handover was laid before a member' },
    { type: 'handover.accepted', label: 'A handover was accepted' },
    { type: 'handover.qualified', label: 'A handover was qualified' },
    { type: 'handover.sent_back', label: 'A handover was sent back' },
    { type: 'handover.withdrawn', label: 'A handover was withdrawn' },
  ],
  eventOf: ({ is }, now) => {
    if (!is || !now) return null
    if (typeof is.state === 'string') return events[is.state] ?? null
    return 'receiver_id' in is && now.state === 'offered' ? 'handover.offered' : null
  },
  columns: {
    state: 'state',
    receiver_id: 'receiverId',
    deal_id: 'dealId',
    sent_back_reason: 'sentBackReason',
  },
  read: (db, ids) =>
    db
      .selectFrom('handover')
      .select(['id', 'kind', 'state', 'lane', 'contact_id as contactId', 'company_id as companyId'])
      .select(['lead_id as leadId', 'deal_id as dealId', 'product_line_id as productLineId'])
      .select(['receiver_id as receiverId', 'sent_back_reason as sentBackReason', 'opened_at as openedAt'])
      .select(['accepted_at as acceptedAt', 'decided_at as decidedAt', 'decision_due_at as decisionDueAt'])
      .where('id', 'in', ids)
      .execute(),
  fields: {
    id: { type: 'id', words: 'The handover' },
    kind: { type: 'text', words: 'lead, colleague or onboarding (a customer taken over)' },
    state: { type: 'text', words: 'offered, working (accepted), qualified, sent_back or withdrawn' },
    lane: { type: 'text', words: 'asked or earned' },
    contactId: { type: 'id', words: 'Who is passed on' },
    companyId: { type: 'id', words: 'Where they work' },
    leadId: { type: 'id', words: 'The lead that it passes on' },
    dealId: { type: 'id', words: 'The deal that qualified it' },
    productLineId: { type: 'id', words: 'What they are interested in' },
    receiverId: { type: 'id', words: 'The member whom it was laid before' },
    sentBackReason: { type: 'text', words: 'Why it was sent back' },
    openedAt: { type: 'instant', words: 'Since when' },
    acceptedAt: { type: 'instant', words: 'When it was accepted' },
    decidedAt: { type: 'instant', words: 'When sales decided' },
    decisionDueAt: { type: 'instant', words: 'By when sales decides' },
  },
}

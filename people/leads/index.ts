/** Leads: one person and one product line, from the first act of interest until it ends. */
export {
  endLead,
  type Lead,
  type LeadSource,
  leadsOf,
  openLead,
  type RecordedAct,
  recordAct,
  reopenLead,
} from './store.ts'

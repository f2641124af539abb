/** Leads: one person and one product line, from the first act of interest until it ends. */
export {
  endLead,
  ensureLead,
  goOnWith,
  type Lead,
  type LeadSource,
  leadsOf,
  markReady,
  openLead,
  type RecordedAct,
  recordAct,
  reopenLead,
} from './store.ts'

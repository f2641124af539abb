/** Leads: one person and one product line, from the first act of interest until it ends. */
export { goOnWith } from './merged.ts'
export {
  endLead,
  ensureLead,
  type Lead,
  type LeadSource,
  leadsOf,
  markReady,
  openLead,
  type RecordedAct,
  recordAct,
  reopenLead,
} from './store.ts'

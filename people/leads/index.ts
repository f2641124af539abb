/** Leads: one person and one product line, from the first act of interest until it ends. */
export { goOnWith } from './merged.ts'
export { type RecordedAct, recordAct } from './recording.ts'
export {
  endLead,
  ensureLead,
  type Lead,
  type LeadSource,
  leadsOf,
  markReady,
  openLead,
  reopenLead,
} from './store.ts'

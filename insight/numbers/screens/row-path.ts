import type { OpenedUnit } from '#insight/sets/contract'
/** The record that a counted row opens; undefined for a visit or a letter of nobody known. */
export const rowPath = (row: { unit: OpenedUnit; recordId: string; id: string }): string | undefined =>
  ({
    lead: `/people/${row.recordId}`,
    handover: `/handovers/${row.recordId}`,
    offer: `/handovers/${row.recordId}`,
    deal: `/sales/deals/${row.recordId}`,
    company: `/companies/${row.recordId}`,
    contact: `/people/${row.recordId}`,
    cost: row.recordId === row.id ? '/marketing/costs' : `/marketing/campaigns/${row.recordId}`,
    visit: undefined,
    letter: undefined,
  })[row.unit]

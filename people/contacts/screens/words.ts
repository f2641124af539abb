import type { Accent } from '#ui/theme'
import type { Contact } from '../contract.ts'

/** The places in the race, in order, as they read on screen. */
export const stageWords: Record<Contact['stage'], { label: string; accent: Accent }> = {
  target: { label: 'Target', accent: 'gray' },
  person: { label: 'Person', accent: 'gray' },
  lead: { label: 'Lead', accent: 'coral' },
  ready: { label: 'Ready', accent: 'coral' },
  waiting: { label: 'Waiting', accent: 'amber' },
  offered: { label: 'Offered', accent: 'teal' },
  working: { label: 'Working', accent: 'teal' },
  qualified: { label: 'Qualified', accent: 'teal' },
  customer: { label: 'Customer', accent: 'green' },
}

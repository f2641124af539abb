import type { Accent } from '#ui/theme'
import type { Contact } from '../contract.ts'
import { stageOptions } from '../words.ts'

const accents: Record<Contact['stage'], Accent> = {
  target: 'gray',
  person: 'gray',
  lead: 'coral',
  ready: 'coral',
  waiting: 'amber',
  offered: 'teal',
  working: 'teal',
  qualified: 'teal',
  customer: 'green',
}
const labels = new Map<Contact['stage'], string>(stageOptions.map(({ value, label }) => [value, label]))

/** A place in the race as it reads on screen. */
export const stageWord = (stage: Contact['stage']) => ({
  label: labels.get(stage) ?? stage,
  accent: accents[stage],
})

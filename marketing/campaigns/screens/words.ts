import type { Campaign, Cost } from '../contract.ts'

export const channelOptions: { value: Campaign['channel']; label: string }[] = [
  { value: 'email', label: 'E-mail' },
  { value: 'ads', label: 'Advertising' },
  { value: 'social', label: 'Social media' },
  { value: 'search', label: 'Search' },
  { value: 'event', label: 'Event' },
  { value: 'print', label: 'Print' },
  { value: 'press', label: 'Press' },
  { value: 'partner', label: 'Partner' },
  { value: 'other', label: 'Other' },
]
export const kindOptions: { value: Cost['kind']; label: string }[] = [
  { value: 'ads', label: 'Advertising' },
  { value: 'agency', label: 'Agency' },
  { value: 'print', label: 'Print' },
  { value: 'event', label: 'Event' },
  { value: 'content', label: 'Content' },
  { value: 'tools', label: 'Tools' },
  { value: 'own_time', label: 'Own time' },
  { value: 'other', label: 'Other' },
]
export const stateOptions: { value: Cost['state']; label: string }[] = [
  { value: 'planned', label: 'Planned' },
  { value: 'committed', label: 'Committed' },
  { value: 'actual', label: 'Actual' },
]
export const labelOf = (options: readonly { value: string; label: string }[], value: string) =>
  options.find((option) => option.value === value)?.label ?? value

/** A calendar day as a date that every zone reads as that day. */
export const asDay = (day: string) => new Date(`${day}T12:00:00`)

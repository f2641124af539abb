import type { client } from '#ui/client'
import type { Accent } from '#ui/theme'
import type { ImportRecord } from '../own-fields.ts'

export type Import = Awaited<ReturnType<typeof client.transfer.get>>
export type Mapping = NonNullable<Import['mapping']>
export type Column = Mapping['columns'][string]

export const recordWords: Record<ImportRecord, string> = {
  contacts: 'People',
  companies: 'Companies',
  products: 'Products',
  members: 'Colleagues',
  deals: 'Deals',
  activities: 'Calls, meetings and notes',
  files: 'Files',
}
export const recordPaths: Record<ImportRecord, string> = {
  contacts: '/people',
  companies: '/companies',
  products: '/settings/products',
  members: '/settings/members',
  deals: '/deals',
  activities: '/people',
  files: '/people',
}
export const recordChoices = Object.entries(recordWords).map(([value, label]) => ({ value, label }))
/** Of a file that is here: a ZIP holds files, and nothing else does. */
export const choicesFor = (record: ImportRecord | null) =>
  recordChoices.filter(({ value }) => (value === 'files') === (record === 'files'))

export const stateWords: Record<Import['state'], { label: string; accent: Accent }> = {
  uploading: { label: 'Being sent', accent: 'teal' },
  reading: { label: 'Being read', accent: 'teal' },
  read: { label: 'Not started', accent: 'amber' },
  checking: { label: 'Being tried out', accent: 'teal' },
  checked: { label: 'Not started', accent: 'amber' },
  applying: { label: 'Running', accent: 'teal' },
  paused: { label: 'Paused', accent: 'amber' },
  done: { label: 'Finished', accent: 'green' },
  cancelled: { label: 'Cancelled', accent: 'gray' },
  undoing: { label: 'Being taken back', accent: 'teal' },
  undone: { label: 'Taken back', accent: 'gray' },
  failed: { label: 'Stopped', accent: 'red' },
}

const units = ['bytes', 'KB', 'MB', 'GB']
export function formatBytes(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** step).toLocaleString(undefined, { maximumFractionDigits: 1 })} ${units[step]}`
}

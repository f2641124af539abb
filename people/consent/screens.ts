import type { Panel } from '#ui/shell'

export const panels: Panel[] = [
  { slot: 'contact', order: 40, load: () => import('./screens/on-contact.tsx') },
]

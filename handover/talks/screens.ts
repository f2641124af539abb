import type { Panel, Screens } from '#ui/shell'

const panels: Panel[] = [
  { slot: 'contact', order: 15, load: () => import('./screens/on-contact.tsx') },
  { slot: 'company', order: 15, load: () => import('./screens/on-company.tsx') },
  { slot: 'handover-act', load: () => import('./screens/on-handover.tsx') },
  { slot: 'deal', order: 10, load: () => import('./screens/on-deal.tsx') },
]

export const screens: Screens = { panels }

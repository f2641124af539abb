import type { Panel, Screens } from '#ui/shell'

const panels: Panel[] = [
  { slot: 'campaign.next', order: 10, load: () => import('./screens/on-campaign.tsx') },
]

export const screens: Screens = { panels }

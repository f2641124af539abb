import type { Panel } from '#ui/shell'

export const panels: Panel[] = [
  { slot: 'campaign.next', order: 10, load: () => import('./screens/on-campaign.tsx') },
]

import type { Panel } from '#ui/shell'

export const panels: Panel[] = [
  { slot: 'company', order: 10, load: () => import('./screens/on-company.tsx') },
]

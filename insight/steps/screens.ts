import type { Panel } from '#ui/shell'

export const panels: Panel[] = [{ slot: 'home', order: 5, load: () => import('./screens/on-home.tsx') }]

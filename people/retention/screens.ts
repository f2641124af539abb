import type { Panel } from '#ui/shell'

export const panels: Panel[] = [{ slot: 'privacy', order: 10, load: () => import('./screens/rule.tsx') }]

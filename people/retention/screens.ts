import type { Panel, Screens } from '#ui/shell'

const panels: Panel[] = [{ slot: 'privacy', order: 10, load: () => import('./screens/rule.tsx') }]

export const screens: Screens = { panels }
